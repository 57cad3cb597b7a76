"""Mã truy cập, địa chỉ nhận báo tin, gói dữ liệu: the tables of the rooms within, where Django looks."""

from thidua.exchange.api.models import AccessToken
from thidua.exchange.hooks.models import Delivery, Hook
from thidua.exchange.packages.models import Package, TrustedSite

__all__ = ["AccessToken", "Delivery", "Hook", "Package", "TrustedSite"]
