"""How a client's script tells what it does, and looks at what came of it. What is printed is the transcript."""
import time


def tell(what, came, wanted):
    """Tells what came of it, which must be what is wanted."""
    print('%s: %s' % (what, came), flush=True)
    if came != wanted:
        raise SystemExit('WRONG: not %s' % (wanted,))


def refused(what, status, error, ask):
    """Asks for what must be refused with this exception, and this status in its text."""
    try:
        ask()
    except error as refusal:
        # Without the URL, where it says that apart.
        print('%s: %s' % (what, getattr(refusal, 'details', None) or refusal), flush=True)
        if str(status) not in str(refusal):
            raise SystemExit('WRONG: not refused with %s' % status)
        return
    raise SystemExit('WRONG: %s was not refused' % what)


def becomes(what, wanted, look):
    """Looks until it is as wanted, for a minute."""
    for _ in range(60):
        if look() == wanted:
            break
        time.sleep(1)
    tell(what, look(), wanted)
