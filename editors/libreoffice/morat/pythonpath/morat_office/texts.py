"""What is said to people, in Vietnamese and English."""

TEXTS = {
    "title": ("morat chưa soát được", "morat cannot check yet"),
    "no-command": (
        "Không thấy lệnh “{0}”. Hãy cài morat, hoặc ghi đường dẫn của nó vào tùy chọn morat.Options/Command; cách làm: docs/server.md.",
        "There is no command “{0}”. Install morat, or write its path into the option morat.Options/Command; how: docs/server.md.",
    ),
    "no-start": ("“{0} serve” không chạy được: {1}", "“{0} serve” does not run: {1}"),
    "no-answer": (
        "Máy chủ {0} không trả lời: {1}. LibreOffice sẽ thử lại.",
        "The server {0} does not answer: {1}. LibreOffice will try again.",
    ),
    "refused": ("Máy chủ {0} từ chối: {1}", "The server {0} refuses: {1}"),
    "bad-address": (
        "Địa chỉ “{0}” không dùng được; hãy ghi như http://127.0.0.1:8081/v2",
        "The address “{0}” cannot be used; write it like http://127.0.0.1:8081/v2",
    ),
    "accept": ("Nhận “{0}”", "Accept “{0}”"),
    "ignore": ("Tạm bỏ qua quy tắc: {0}", "Ignore the rule for now: {0}"),
    "nothing": ("Con trỏ không ở chỗ nào bị gạch chân", "The cursor is at no marked place"),
}


def text(language, name, *values):
    """A text in `vi` or `en`."""
    return TEXTS[name][language == "en"].format(*values)
