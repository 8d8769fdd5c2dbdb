"""Numbers as Chinese writes them in names of meetings, articles and headings."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"


def chinese(n: int) -> str:
    """十五, 一百零一, 二百零三: numbers below a thousand."""
    hundreds, tens, ones = n // 100, n // 10 % 10, n % 10
    ten = "十" if n < 20 else f"{DIGITS[tens]}十"
    gap = "零" if hundreds and ones else ""
    return (f"{DIGITS[hundreds]}百" if hundreds else "") + (ten if tens else gap) + (DIGITS[ones] if ones else "")
