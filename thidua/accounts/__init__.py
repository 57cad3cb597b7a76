"""Tài khoản: giấy mời, đăng nhập, lớp bảo vệ thứ hai, phiên làm việc."""
