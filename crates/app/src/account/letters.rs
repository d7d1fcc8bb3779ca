//! The letters of this capability: Vietnamese first, English below, which of them the reader prefers is not known yet.

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

pub(super) fn offered(base_url: &str) -> Words {
    Words {
        subject: "Bạn được giao vai trò trong hệ thống OCOP / A post in OCOP is offered to you".into(),
        body: format!(
            "Tài khoản của bạn được mời giữ thêm một vai trò. Đăng nhập để nhận hoặc từ chối:\n\n{base_url}/account\n\n\
             Nếu không chờ việc này, hãy từ chối.\n\n--\n\n\
             Your account is offered another post. Sign in at the address above to take or to refuse it.\n\
             If you did not expect this, refuse it.\n"
        ),
    }
}

pub(super) fn person_invited(base_url: &str, producer: &str, name: &str) -> Words {
    Words {
        subject: "OCOP: Có người được mời thay mặt chủ thể / Somebody is to act for the producer".into(),
        body: format!(
            "{name} được mời thay mặt {producer} trong hệ thống Chương trình Mỗi xã một sản phẩm (OCOP).\n\
             Nếu không phải người của đơn vị, hãy báo ngay Ủy ban nhân dân cấp xã hoặc cơ quan OCOP của tỉnh.\n\
             Hệ thống: {base_url}\n\n--\n\n\
             {name} was invited to act for {producer} in the system of the OCOP programme ({base_url}).\n\
             If this is none of your people, tell the commune or the province's office at once.\n"
        ),
    }
}
