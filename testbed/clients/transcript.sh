# How a client's script asks and looks at what was shown. What is printed is the transcript.

answer= # the last one

# told COMMAND…: as it would be typed
told() {
    local word
    printf '$'
    for word; do case $word in *[!a-zA-Z0-9_./:=-]*) printf " '%s'" "$word" ;; *) printf ' %s' "$word" ;; esac; done
    printf '\n'
}

wrong() {
    printf '%s\n' "$answer"
    printf 'WRONG: %s\n' "$*"
    exit 1
}

# ask COMMAND…: must go well
ask() {
    told "$@"
    answer=$("$@" 2>&1) || wrong "it was refused, or failed"
    [ -z "$answer" ] || printf '%s\n' "$answer"
}

# refuses WORDS COMMAND…: must be refused, with these words
refuses() {
    local words=$1
    shift
    told "$@"
    if answer=$("$@" 2>&1); then wrong "it was not refused"; fi
    [[ $answer == *"$words"* ]] || wrong "it was not refused with “$words”"
    printf '%s\n' "$answer"
}

# shows VALUE…: the last answer has a row of exactly these cells side by side, each a regular expression
shows() {
    local row=' *' value
    for value; do row+="\| +($value) +"; done
    grep -qE "$row\|" <<< "$answer" || wrong "no row shows $*"
}

# lacks WORD: the last answer does not mention it
lacks() { [[ $answer != *"$1"* ]] || wrong "$1 is still there"; }

# becomes VALUE COMMAND…: asks until it shows the value, for a minute; only the last answer is told
becomes() {
    local value=$1 left=60
    shift
    told "$@"
    until answer=$("$@" 2>&1) && grep -qE "\| +$value +\|" <<< "$answer"; do
        ((left-- > 0)) || wrong "it does not become $value"
        sleep 1
    done
    printf '%s\n' "$answer"
}
