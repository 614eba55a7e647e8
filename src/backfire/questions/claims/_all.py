"""The claims in the order in which they are told."""

from ._bluff import CalledBluff
from ._claim import AbstractClaim
from ._decoupling import Decoupling
from ._deescalation import MaximumPressure
from ._horizon import StrategicLoss
from ._kept_out import KeptOut
from ._overconfident import Overconfident
from ._pressure import Pressure
from ._proportion import AnsweredAlike
from ._reuse import Reuse
from ._term import ShortTruce
from ._third_parties import ThirdParties
from ._use_or_lose import UseOrLose
from ._window import Window

CLAIMS: tuple[AbstractClaim, ...] = (
    Window(),
    UseOrLose(),
    AnsweredAlike(),
    Overconfident(),
    CalledBluff(),
    KeptOut(),
    ShortTruce(),
    Reuse(),
    Decoupling(),
    Pressure(),
    StrategicLoss(),
    MaximumPressure(),
    ThirdParties(),
)
