#!/bin/sh
# Starts coturn with the certificate that Caddy keeps for the relay's name, and has it read a renewed one (SIGUSR2).
# Where there is none yet it serves UDP and TCP, and ends once there is one: whoever runs it starts it again.
set -eu

certificate() {
  ls -t "${CERTIFICATES:-/certificates}"/*/"$PEAL_TURN_NAME/$PEAL_TURN_NAME.crt" 2>/dev/null | head -n 1
}
stamp() {
  if [ -n "$1" ]; then cksum "$1"; fi
}

# Made by the first who come, the database (of users, of whom there are none) would be locked for the others, who would be refused.
for option in "$@"; do
  case "$option" in --userdb=*) turnadmin --list --db "${option#--userdb=}" >/dev/null 2>&1 || true ;; esac
done

found=$(certificate)
seen=$(stamp "$found")
if [ -n "$found" ]; then
  turnserver "$@" --cert="$found" --pkey="${found%.crt}.key" &
else
  echo "No certificate for $PEAL_TURN_NAME yet: without TLS until there is one."
  turnserver "$@" --no-tls &
fi
server=$!
trap 'kill "$server" 2>/dev/null' TERM INT

while kill -0 "$server" 2>/dev/null; do
  sleep "${LOOK_SECONDS:-30}" &
  wait $! || true
  now=$(stamp "$(certificate)")
  if [ "$now" != "$seen" ]; then
    if [ -n "$found" ]; then signal=USR2; else signal=TERM; fi
    kill -"$signal" "$server" 2>/dev/null || true
    seen=$now
  fi
done
wait "$server"
