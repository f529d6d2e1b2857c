//! The declarative rules that the program carries.

macro_rules! files {
    ($($path:literal)*) => {
        &[$(($path, include_str!(concat!("../../rules/", $path))),)*]
    };
}

/// Each file of `rules/` with its text, in the order in which the rules speak.
pub(super) const FILES: &[(&str, &str)] = files! {
    "chinh-ta/nham-lan.toml"
    "chinh-ta/nham-lan/am-cuoi.toml"
    "chinh-ta/nham-lan/ch-tr.toml"
    "chinh-ta/nham-lan/d-gi-r.toml"
    "chinh-ta/nham-lan/hoi-nga.toml"
    "chinh-ta/nham-lan/l-n.toml"
    "chinh-ta/nham-lan/nham-dau.toml"
    "chinh-ta/nham-lan/s-x.toml"
    "chinh-ta/nham-lan/thieu-dau.toml"
    "chinh-ta/nham-lan/tu-hiem.toml"
    "chinh-ta/nham-lan/tu-vung.toml"
    "chinh-ta/nham-lan/go-phim.toml"
    "chinh-ta/nham-lan/han-viet.toml"
    "chinh-ta/nham-lan/phien-am.toml"
    "chinh-ta/nham-lan/thanh-ngu.toml"
    "chinh-ta/hoi-nga.toml"
    "chinh-ta/s-x.toml"
    "chinh-ta/ch-tr.toml"
    "chinh-ta/d-gi-r.toml"
    "chinh-ta/l-n.toml"
    "chinh-ta/am-cuoi.toml"
    "chinh-ta/i-y.toml"
    "chinh-ta/thieu-dau.toml"
    "chinh-ta/nham-dau.toml"
    "chinh-ta/go-phim.toml"
    "chinh-ta/dinh-chu.toml"
    "chinh-ta/tach-chu.toml"
    "chinh-ta/ngu-canh.toml"
    "chinh-ta/viet-tat-mang.toml"
    "dau-cau/ket-van-ban.toml"
    "dau-cau/van-van.toml"
    "ngu-phap/thieu-tu.toml"
    "viet-hoa/ten-nuoc.toml"
    "viet-hoa/nhan-vat.toml"
    "viet-hoa/chuc-vu.toml"
    "viet-hoa/co-quan.toml"
    "viet-hoa/dang-doan.toml"
    "viet-hoa/danh-hieu.toml"
    "viet-hoa/dieu-khoan.toml"
    "viet-hoa/hoa-thua.toml"
    "viet-hoa/huan-chuong.toml"
    "viet-hoa/lien-hop-quoc.toml"
    "viet-hoa/ngay-le.toml"
    "viet-hoa/ngon-ngu.toml"
    "viet-hoa/nhan-dan.toml"
    "viet-hoa/su-kien.toml"
    "viet-hoa/ten-luat-day-du.toml"
    "viet-hoa/ten-luat.toml"
    "viet-hoa/ten-tinh.toml"
    "viet-hoa/tet.toml"
    "viet-hoa/thu-do.toml"
    "viet-hoa/thang.toml"
    "viet-hoa/thu-thang.toml"
    "viet-hoa/ton-giao.toml"
    "viet-hoa/trung-uong.toml"
    "viet-hoa/ban-chap-hanh.toml"
    "viet-hoa/vung-mien.toml"
    "so-lieu/do-c.toml"
    "so-lieu/khoang-so.toml"
    "so-lieu/ky-hieu-don-vi.toml"
    "so-lieu/phan-tram.toml"
    "so-lieu/them-khong.toml"
    "so-lieu/tien-lap.toml"
    "so-lieu/tu-den.toml"
    "dau-cau/cach-gach-cheo.toml"
    "dau-cau/cach-truoc-lung.toml"
    "dau-cau/dau-dau-dong.toml"
    "dau-cau/gach-dai.toml"
    "dau-cau/gach-lech.toml"
    "dau-cau/khoang-so.toml"
    "dau-cau/nhay-doi-don.toml"
    "dau-cau/nhay-lan.toml"
    "dau-cau/phay-trong-ngoac.toml"
    "dau-cau/phay-sau-la.toml"
    "dau-cau/phay-truoc-va.toml"
    "dau-cau/so-tach.toml"
    "dau-cau/than-nhieu.toml"
    "dau-cau/tieu-de-cham.toml"
    "ngu-phap/cap-tu.toml"
    "ngu-phap/gioi-tu-doi.toml"
    "ngu-phap/hu-tu-doi.toml"
    "ngu-phap/loai-tu-doi.toml"
    "ngu-phap/muc-do-doi.toml"
    "ngu-phap/qua-cho-thay.toml"
    "viet-hoa/tieu-ngu.toml"
    "viet-hoa/chuong-muc.toml"
    "so-lieu/so-ky-hieu.toml"
    "so-lieu/so-chuong.toml"
    "dau-cau/kinh-gui.toml"
    "dau-cau/ky-thay.toml"
    "dau-cau/ten-dieu.toml"
    "dau-cau/ve-viec.toml"
    "van-phong/cong-van-doi.toml"
    "van-phong/dai-dong.toml"
    "van-phong/don-vi-cu.toml"
    "van-phong/dich-nguyen.toml"
    "van-phong/khau-ngu.toml"
    "van-phong/lap-nghia-quen.toml"
    "van-phong/lap-nghia.toml"
    "van-phong/sao-rong.toml"
    "van-phong/tu-ngoai.toml"
};

#[cfg(test)]
mod tests {
    use std::path::Path;

    fn toml_files(folder: &Path, out: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with("profiles") {
                continue; // crate::config carries those
            }
            if path.is_dir() {
                toml_files(&path, out);
            } else if path.extension().is_some_and(|end| end == "toml") {
                out.push(path.to_str().unwrap().replace('\\', "/"));
            }
        }
    }

    #[test]
    fn no_file_is_forgotten() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        let mut there = Vec::new();
        toml_files(&root, &mut there);
        there.sort();
        let mut listed: Vec<String> =
            super::FILES.iter().map(|(path, _)| root.join(path).to_str().unwrap().replace('\\', "/")).collect();
        listed.sort();
        assert_eq!(there, listed);
    }
}
