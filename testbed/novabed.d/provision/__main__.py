"""Creates, where missing, what a fresh control plane lacks: provision identity|services|resources FILE|compute HOST SINCE"""
import sys

from api import Refused
from identity import identity
from resources import resources
from services import compute, services

try:
    {f.__name__: f for f in (identity, services, resources, compute)}[sys.argv[1]](*sys.argv[2:])
except Refused as e:
    sys.exit(str(e))
