use super::super::{Decoded, Source, Span};
use super::*;
use proptest::prelude::*;

/// The letters of Vietnamese that are no ASCII.
const LETTERS: &str = "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";

const TEXT: &str = "Sáng nay, trời mưa rất to ở khắp nơi. Bà con trong xã đã được cán bộ đến giúp đỡ, ai cũng yên lòng. \
    Ủy ban nhân dân huyện Đông Giang gửi báo cáo về việc ấy lên tỉnh; mọi người cùng nhau dọn dẹp, sửa lại nhà cửa.\n";

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    let mut bytes = Vec::new();
    assert!(encoding.encode(text, &mut bytes), "{encoding:?}: {text}");
    bytes
}

#[test]
fn every_letter_comes_back_in_every_encoding() {
    assert_eq!(LETTERS.chars().count(), 134);
    for encoding in Encoding::all() {
        for c in LETTERS.chars() {
            let bytes = encoded(c.encode_utf8(&mut [0; 4]), encoding);
            let source = Source::decode_as(bytes, encoding).unwrap();
            assert_eq!(source.text(), c.to_string(), "{encoding:?}");
        }
    }
}

#[test]
fn bytes_are_those_of_the_standards() {
    assert_eq!(encoded("ế", Encoding::Tcvn3), [0xD5]);
    assert_eq!(encoded("ế", Encoding::Viscii), [0xAA]);
    assert_eq!(encoded("ế", Encoding::Vps), [0x89]);
    assert_eq!(encoded("ế", Encoding::Windows1258), [0xEA, 0xEC]);
    assert_eq!(encoded("ế Ế ờ", Encoding::Vni), [b'e', 0xE1, b' ', b'E', 0xC1, b' ', 0xF4, 0xF8]);
    assert_eq!(encoded("Việt Nam, đã. Dù ta.", Encoding::Viqr), b"Vie^.t Nam, dda~. Du` ta\\.");
    assert_eq!(Source::decode_as(&b"Vie^.t ta\\. dda~ d\\d"[..], Encoding::Viqr).unwrap().text(), "Việt ta. đã dd");
}

#[test]
fn each_encoding_is_recognised_and_says_how_surely() {
    for encoding in Encoding::all() {
        let bytes = encoded(TEXT, encoding);
        let source = Source::decode(&bytes).unwrap_or_else(|error| panic!("{encoding:?}: {error}"));
        assert_eq!(source.encoding(), encoding);
        assert_eq!(source.text(), TEXT);
        let sure = source.confidence();
        assert_eq!(sure.is_none(), encoding == Encoding::Utf8);
        assert!(sure.is_none_or(|sure| (0.75..=1.0).contains(&sure)), "{encoding:?}: {sure:?}");
    }
}

#[test]
fn what_is_not_convincing_is_refused() {
    let french =
        "Le garçon français a été à l'hôtel où il a mangé des crêpes, déjà très fatigué; François, lui, était resté.";
    let german = "Die Äpfel fielen über Nacht; größere Bäume blühten schöner, doch Köln und München lagen im Nebel.";
    for text in [french, german] {
        let bytes: Vec<u8> = text.chars().map(|c| c as u8).collect();
        assert!(Source::decode(bytes).is_err(), "{text}");
    }
    let russian =
        encoding_rs::WINDOWS_1251.encode("Сегодня утром шёл сильный дождь, и все остались дома.").0.into_owned();
    assert!(Source::decode(russian).is_err());
    for text in [
        "Is this it? No. We are to go. So? `a` ~b~ it's here's there's one's two's",
        "let a = b'c'; if (d'e) { f'g' + h'i' }",
        "Tooi laf nguwowif Vieejt Nam, dduwowcj khoong?",
    ] {
        assert_eq!(Source::decode(text.as_bytes()).unwrap().encoding(), Encoding::Utf8, "{text}");
    }
}

#[test]
fn names_lead_to_encodings() {
    for encoding in Encoding::all() {
        assert_eq!(Encoding::of_name(&encoding.name().to_uppercase()), Some(encoding));
    }
    assert_eq!(Encoding::of_name("ABC"), Some(Encoding::Tcvn3));
    assert_eq!(Encoding::of_name("latin1"), None);
}

#[test]
fn a_paragraph_in_an_old_font_is_recognised() {
    let is_word = |word: &str| crate::syllable::Syllable::parse(&word.to_lowercase()).is_some();
    let recognised = |text: &str| legacy::recognise(text, is_word);
    assert_eq!(recognised("Céng hßa x· héi chñ nghÜa ViÖt Nam"), Some(Encoding::Tcvn3));
    assert_eq!(recognised("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"), Some(Encoding::Vni));
    assert_eq!(recognised("Cộng hòa xã hội chủ nghĩa Việt Nam"), None);
    assert_eq!(legacy::convert("ViÖt Nam “€” 日本", Encoding::Tcvn3), "Việt Nam “€” 日本");
    assert_eq!(legacy::convert("Vieät Nam", Encoding::Vni), "Việt Nam");
}

proptest! {
    #[test]
    fn maps_lead_back_and_edits_keep_all_other_bytes(
        text in "([a-zA-Z ,.?'dD^~]|[àáạăằâấđèêệìịòộơờùưựỳỵĐẾỮ]){0,700}",
        encoding in prop::sample::select(Encoding::all().collect::<Vec<_>>()),
    ) {
        let mut bytes = Vec::new();
        prop_assert!(encoding.encode(&text, &mut bytes));
        let source = Source::decode_as(&bytes, encoding).unwrap();
        prop_assert_eq!(source.text(), text.as_str());
        prop_assert_eq!(source.bytes(), bytes.as_slice());
        let mut end = 0;
        for (at, c) in source.text().char_indices() {
            let span = Span::<Decoded>::of(at..at + c.len_utf8());
            let file = source.to_file(span);
            prop_assert_eq!(file.start(), end);
            prop_assert_eq!(source.to_decoded(file), span);
            end = file.end();
        }
        prop_assert_eq!(end as usize, bytes.len());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for encoding in Encoding::all() {
            if let Ok(source) = Source::decode_as(&bytes, encoding) {
                prop_assert_eq!(source.bytes(), bytes.as_slice());
            }
        }
        let _ = Source::decode(&bytes);
    }
}
