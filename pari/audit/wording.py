"""What the examination of a chain found, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pari.audit.chain import Fault, What

LABELS: Mapping[What, Promise] = {
    What.CHANGED: gettext_lazy("nội dung bị sửa"),
    What.REMOVED: gettext_lazy("bị xóa"),
    What.INSERTED: gettext_lazy("bị chèn thêm"),
    What.RENUMBERED: gettext_lazy("bị đánh lại số"),
    What.CUT: gettext_lazy("đuôi chuỗi bị cắt"),
    What.HEAD: gettext_lazy("mất mốc cuối chuỗi"),
}


def sentence_of(fault: Fault) -> str:
    """One sentence: what is wrong, and where."""
    words = {"sequence": fault.sequence, "until": fault.until, "before": fault.sequence - 1, "after": fault.until + 1}
    return _SENTENCES[fault.what]() % words


_SENTENCES = {
    What.CHANGED: lambda: _("Nội dung hoặc mã băm của sự kiện %(sequence)s không còn như lúc ghi."),
    What.REMOVED: lambda: _("Các sự kiện từ %(sequence)s đến %(until)s, giữa %(before)s và %(after)s, đã bị xóa."),
    What.INSERTED: lambda: _("Sự kiện %(sequence)s không nằm trong chuỗi: có người chèn vào sau."),
    What.RENUMBERED: lambda: _("Sự kiện %(sequence)s lúc ghi mang số %(until)s."),
    What.CUT: lambda: _("Các sự kiện cuối, từ %(sequence)s đến %(until)s, đã bị xóa."),
    What.HEAD: lambda: _("Mốc cuối chuỗi không còn, nên không biết sau sự kiện %(before)s còn gì nữa không."),
}
