//! The letters of this capability: Vietnamese first, English below, for nobody knows yet which the reader prefers.

pub(super) struct Words {
    pub subject: String,
    pub body: String,
}

pub(super) fn invitation(base_url: &str, token: &str) -> Words {
    let link = format!("{base_url}/invite/{token}");
    Words {
        subject: "Mời dùng hệ thống OCOP / Invitation to OCOP".into(),
        body: format!(
            "Bạn được mời dùng hệ thống Chương trình Mỗi xã một sản phẩm (OCOP).\n\n\
             Mở địa chỉ sau để đặt mật khẩu; địa chỉ dùng được một lần, trong 7 ngày:\n\n{link}\n\n\
             Nếu không chờ thư này, hãy bỏ qua.\n\n--\n\n\
             You are invited to the system of the One Commune One Product programme (OCOP).\n\
             Open the address above to set your password; it works once, within 7 days.\n\
             If you did not expect this letter, ignore it.\n"
        ),
    }
}

pub(super) fn reset(base_url: &str, token: &str) -> Words {
    let link = format!("{base_url}/reset/{token}");
    Words {
        subject: "Đặt lại mật khẩu OCOP / OCOP password reset".into(),
        body: format!(
            "Có người yêu cầu đặt lại mật khẩu cho địa chỉ thư này.\n\n\
             Mở địa chỉ sau để đặt mật khẩu mới; địa chỉ dùng được một lần, trong 1 giờ:\n\n{link}\n\n\
             Nếu không phải bạn, hãy bỏ qua: mật khẩu giữ nguyên.\n\n--\n\n\
             Somebody asked to reset the password of this address. Open the address above to set a new one;\n\
             it works once, within 1 hour. If it was not you, ignore this letter: nothing changes.\n"
        ),
    }
}
