"""Common short forms of first names (English, some German), from everyday usage."""

from __future__ import annotations

_GROUPS = (
    "robert rob bob bobby robbie bert", "william will bill billy willy liam",
    "richard rick dick rich ricky", "james jim jimmy jamie", "john johnny jack", "michael mike mick mickey",
    "elizabeth liz beth betty lizzie eliza", "jennifer jen jenny", "christopher chris topher",
    "thomas tom tommy", "katherine kate kathy katie catherine cathy", "margaret maggie meg peggy",
    "patricia pat patty tricia", "daniel dan danny", "matthew matt", "anthony tony", "steven steve stephen",
    "andrew andy drew", "joshua josh", "kenneth ken kenny", "timothy tim timmy", "edward ed eddie ted",
    "benjamin ben benny", "samuel sam sammy", "alexander alex sandy", "nicholas nick", "jonathan jon",
    "rebecca becky becca", "deborah debbie deb", "jessica jess jessie", "victoria vicky vikki",
    "charles charlie chuck", "joseph joe joey", "david dave davy", "susan sue susie", "barbara barb babs",
    "ronald ron ronnie", "donald don donnie", "gregory greg", "frederick fred freddie", "lawrence larry",
    "peter pete", "philip phil", "raymond ray", "stephanie steph", "pamela pam", "cynthia cindy",
    "sandra sandy", "gerald gerry jerry", "walter walt", "henry harry hank", "abigail abby gail",
    "isabella bella izzy", "theresa terry tess", "dorothy dot dolly", "judith judy", "jacqueline jackie",
    "kimberly kim", "amanda mandy", "madison maddie", "zachary zach zack", "nathaniel nathan nate",
    "leonard len lenny", "vincent vince", "friedrich fritz", "johannes hans hannes", "wilhelm willi",
    "susanne susi", "katharina kathi", "sebastian basti",
)  # fmt: skip

# A short form that belongs to two names ("sandy", "jessie") keeps the first: it is a hint, weighed by
# training.
ROOTS: dict[str, str] = {}
for _group in _GROUPS:
    _formal, *_short = _group.split()
    for _name in _short:
        ROOTS.setdefault(_name, _formal)
