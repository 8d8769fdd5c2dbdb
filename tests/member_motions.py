"""A motion of three members of the standing committee, for tests."""

from __future__ import annotations

from congress.models import MemberMotion
from congress.services import member_motions as commands
from tests.factories import World

WORDS = commands.MotionWords("关于制定文明养犬规定的议案", "群众反映犬只伤人较多。", "请常委会作出决定。")


def started(world: World) -> MemberMotion:
    """Written by the member, who asked the chairman and a vice-chairman."""
    asked = [world.chairman.person, world.vice_chairman.person]
    return commands.start_member_motion(actor=world.member, words=WORDS, asked=asked)


def entered(world: World) -> MemberMotion:
    """Entered from paper by the office director."""
    joined = [world.chairman.person, world.vice_chairman.person]
    return commands.enter_member_motion(actor=world.director, mover=world.member.person, joined=joined, words=WORDS)
