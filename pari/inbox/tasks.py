from celery import shared_task

from pari.inbox.mailing import mail_waiting


@shared_task
def mail_notices() -> None:
    """Send what has not been sent; to be run again does no harm."""
    mail_waiting()
