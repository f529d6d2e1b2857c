//! The headings of arguments in `--help`, in Vietnamese like all text beside the arguments; their English is in
//! `help/en.rs`. An argument without a heading is shown under [`OTHER`].

pub const WHAT: &str = "Kiểm tra gì";
pub const RULES: &str = "Quy tắc nào";
pub const OUTPUT: &str = "Kết quả";
pub const FIXING: &str = "Sửa thế nào";
pub const RUN: &str = "Chạy thế nào";
#[cfg(feature = "serve")]
pub const NETWORK: &str = "Ai hỏi được";
pub const GENERAL: &str = "Chung";
pub const ARGUMENTS: &str = "Đối số";
pub const OTHER: &str = "Cờ khác";
