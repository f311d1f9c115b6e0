"""Which chats a digest can be posted to. Apprise knows many more services; those that write files or run
programs on this machine are none of them."""

import logging
import warnings
from functools import cache
from typing import Any

from lintel.ui.problems import Problem

SERVICES = {  # how an address begins -> what it is
    "slack": "Slack", "msteams": "Microsoft Teams", "workflow": "Microsoft Teams", "workflows":
    "Microsoft Teams", "matrix": "Matrix", "matrixs": "Matrix", "mmost": "Mattermost", "mmosts": "Mattermost",
    "rocket": "Rocket.Chat", "rockets": "Rocket.Chat", "gchat": "Google Chat", "discord": "Discord",
    "zulip": "Zulip", "ncloud": "Nextcloud", "nclouds": "Nextcloud", "nctalk": "Nextcloud Talk",
    "nctalks": "Nextcloud Talk", "tgram": "Telegram", "ntfy": "ntfy", "ntfys": "ntfy", "json": "Webhook",
    "jsons": "Webhook",
}  # fmt: skip
LONGEST = 1_000


@cache
def _apprise() -> Any:
    """The library, with its services read in: it reads some that use modules on their way out of Python."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import apprise

        apprise.Apprise.instantiate("json://localhost")
    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # its lines would hold addresses
    return apprise


def service_of(url: str) -> str:
    """What an address leads to. Errors: `Problem` where it is none that we post to, or cannot be understood;
    the refusal never repeats the address."""
    apprise, text = _apprise(), url.strip()
    scheme = text.partition("://")[0].lower()
    if scheme not in SERVICES or len(text) > LONGEST:
        raise Problem(
            "Digests are not posted to such an address.",
            way_out="Begin it with slack://, workflows:// (Teams), matrixs://, mmosts:// or another chat "
            "that the how-to names.",
            field="url",
        )
    if not isinstance(apprise.Apprise.instantiate(text, suppress_exceptions=True), apprise.NotifyBase):
        raise Problem(
            f"This address of {SERVICES[scheme]} is not complete.",
            way_out="Copy it once more from the chat’s settings; the how-to shows its form.",
            field="url",
        )
    return SERVICES[scheme]


def post(url: str, title: str, body: str) -> None:
    """Post a text in Markdown. Errors: `Problem` when the service did not take it."""
    apprise = _apprise()
    speaker = apprise.Apprise()
    if not speaker.add(url):
        raise Problem("The address of this channel is no longer understood.", way_out="Enter it anew.")
    if not speaker.notify(title=title, body=body, body_format=apprise.NotifyFormat.MARKDOWN):
        raise Problem(
            "The chat did not take the message.",
            way_out="See there whether the webhook still exists, and enter the address anew if not.",
        )
