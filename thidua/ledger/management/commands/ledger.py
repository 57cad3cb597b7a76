"""`thidua ledger verify`: recompute the chain, name the first broken link; `sign`: the head of today; `heads`: all."""

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from thidua.kit import clock
from thidua.ledger.actions import sign_head
from thidua.ledger.models import Entry
from thidua.ledger.queries import first_break, heads, last


class Command(BaseCommand):
    help = "Sổ cái: verify tính lại cả chuỗi; sign ký đầu sổ hôm nay; heads in các đầu sổ đã ký (mỗi dòng một JSON)"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify", "sign", "heads"])

    def handle(self, *args: Any, **options: Any) -> None:
        {"verify": self.verify, "sign": self.sign, "heads": self.heads}[options["what"]]()

    def verify(self) -> None:
        if broken := first_break():
            entry = Entry.objects.filter(seq=broken.seq).first()
            about = f" ({entry.act}, {entry.subject_name})" if entry else ""
            raise CommandError(f"Sổ cái đứt ở dòng {broken.seq}: {broken.what}{about}")
        final = last()
        count = final.seq if final else 0
        signed = f", {heads().count()} đầu sổ đã ký"
        print(f"Sổ cái nguyên vẹn: {count} dòng{signed}" + (f", mã băm cuối {final.hash}" if final else ""))

    def sign(self) -> None:
        made = sign_head(at=clock.now())
        print(f"Đầu sổ {made}" if made else "Sổ cái chưa có dòng nào.")

    def heads(self) -> None:
        for one in heads():
            print(json.dumps({"day": one.day.isoformat(), "seq": one.seq, "hash": one.hash, "key": one.key,
                              "signature": one.signature}))  # fmt: skip
