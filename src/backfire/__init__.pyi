from backfire.answers import Answer as Answer
from backfire.answers import read_answer as read_answer
from backfire.errors import BackfireError as BackfireError
from backfire.errors import DataError as DataError
from backfire.errors import ScenarioError as ScenarioError
from backfire.errors import SolveError as SolveError
from backfire.errors import StudyError as StudyError
from backfire.questions.deal import deal as deal
from backfire.questions.game import game as game
from backfire.questions.leverage import leverage as leverage
from backfire.questions.run import simulate as simulate
from backfire.scenario import Scenario as Scenario
from backfire.scenario import library as library
from backfire.scenario import read_scenario as read_scenario

__version__: str
