"""Take a whole file back, or erase a person: both by name and with a reason, on record, and counted ever after."""

from instruments.errors import Place
from survey.corrections.naming import file_named, interview_named, refuse_anonymous
from survey.store import RawFile, Store
from survey.store.erasing import erase as erase_interview
from survey.store.forgetting import forget
from survey.store.withdrawing import withdraw


def unload(store: Store, given: str, *, by: str, why: str) -> tuple[RawFile, int]:
    """Withdraw a file, and return it with how many interviews it had brought; the same ones can then come again.

    Nothing is lost: the file stays in the store, set aside.

    Raises
    ------
    SurveyError
        If there is no such file or there are several, or nobody and no reason is named.
    """
    refuse_anonymous(by, why)
    with store.changing(Place(file=given)) as connection:
        file = file_named(store, given)
        return file, withdraw(connection, file, by=by, why=why)


def erase(store: Store, given: str, *, by: str, why: str) -> str:
    """Overwrite the answers of a person who withdraws consent, and return the name of the interview.

    Raises
    ------
    SurveyError
        If there is no such interview or there are several, or nobody and no reason is named; or if the answers are
        overwritten, but linger in the files of the database.
    """
    refuse_anonymous(by, why)
    with store.changing() as connection:
        interview = interview_named(store, given)
        erase_interview(connection, interview, by=by, why=why)
    forget(store.engine)
    return interview.submission_id
