"""The log tells of faults with their trace, of refusals in a line."""

import logging

import pytest
from django.http import HttpResponse
from django.utils.log import log_response

from pari.logs import RefusedPlainly


@pytest.mark.parametrize(("status", "has_trace"), [(403, False), (500, True)])
def test_a_refusal_is_one_line(rf, caplog, status, has_trace):
    try:
        raise PermissionError
    except PermissionError as error:
        answer = HttpResponse(status=status)
        log_response("%s", "/x/", response=answer, request=rf.get("/x/"), exception=error)
    record = caplog.records[-1]
    assert RefusedPlainly().filter(record)
    assert ("Traceback" in logging.Formatter().format(record)) == has_trace
