"""All kinds of control; ``kind`` says which one a mapping in a file is."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ._ban import Ban
from ._extraterritorial import Extraterritorial
from ._licence import Licence
from ._quota_pool import QuotaPool
from ._supply_order import SupplyOrder
from ._tariff import Tariff
from ._threat import Threat

KINDS = (Ban, Licence, QuotaPool, Extraterritorial, Tariff, SupplyOrder, Threat)

AnyControl = Annotated[
    Ban | Licence | QuotaPool | Extraterritorial | Tariff | SupplyOrder | Threat,
    Field(discriminator="kind"),
]
"""One control of any kind."""
