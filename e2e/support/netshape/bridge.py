"""A seeded bridge between two TAP devices: loss in bursts, delay, jitter, a rate, a firewall, each way by itself.

Usage: bridge.py OUTER INNER SEED

Makes the two devices, says "ready", and carries frames between them until its input ends. Each line of input is one
JSON order, answered by one line when it is in force:

  {"shape": {"loss": 0.1, "burst": 1, "delayMs": 0, "jitterMs": 0, "kbps": null, "queueMs": 300}, "ways": ["up", "down"]}
  {"cut": true}
  {"firewall": {"udp": true, "udp4": true, "tcp": null, "notTcp": []}}
  {"counts": true}

Loss follows Gilbert and Elliott's model with a bad state that loses all: a burst is `burst` packets long in the mean, and
the share that is lost in the long run is `loss`. Packets keep their order, as on one path through the internet.
"""

import errno
import fcntl
import heapq
import json
import os
import random
import select
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TAP = 0x0002
IFF_NO_PI = 0x1000
IPV4, IPV6 = 0x0800, 0x86DD
TCP, UDP = 6, 17
SHAPE = {"loss": 0, "burst": 1, "delayMs": 0, "jitterMs": 0, "kbps": None, "queueMs": 300}
OPEN = {"udp": True, "udp4": True, "tcp": None, "notTcp": []}


def tap(name):
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TAP | IFF_NO_PI))
    return device


def transport(frame):
    """Protocol, the two ports and the kind of a frame; (None, (), kind) for one that is neither TCP nor UDP."""
    kind = int.from_bytes(frame[12:14], "big")
    if kind == IPV4:
        protocol, at = frame[23], 14 + (frame[14] & 0x0F) * 4
    elif kind == IPV6:
        protocol, at = frame[20], 54
    else:
        return None, (), kind
    if protocol not in (TCP, UDP):
        return None, (), kind
    return protocol, struct.unpack_from("!HH", frame, at), kind


def kind_of(frame, protocol, ports):
    """What a frame carries (RFC 7983 tells what begins with which byte); TCP by its lower port."""
    if protocol == TCP:
        return f"tcp {min(ports)}"
    at = 14 + (frame[14] & 0x0F) * 4 + 8 if frame[12:14] == b"\x08\x00" else 62
    first, second = (*frame[at : at + 2], 0, 0)[:2]
    if 128 <= first <= 191:
        return "rtcp" if 192 <= second <= 223 else f"rtp {second & 0x7F}"
    return "stun" if first < 4 else "dtls" if 20 <= first <= 63 else "relayed"


class Firewall:
    def __init__(self, rules):
        self.rules = {**OPEN, **rules}

    def passes(self, protocol, ports, kind):
        if protocol == UDP:
            return self.rules["udp"] and (self.rules["udp4"] or kind != IPV4)
        if protocol == TCP:
            allowed = self.rules["tcp"]
            if any(port in self.rules["notTcp"] for port in ports):
                return False
            return allowed is None or any(port in allowed for port in ports)
        return True


class Way:
    """One direction."""

    def __init__(self, into, seed):
        self.into = into
        self.random = random.Random(seed)
        self.waiting = []
        self.number = 0
        self.is_bad = False
        self.free_at = 0.0
        self.last_at = 0.0
        self.counts = {"carried": 0, "lost": 0, "overflowed": 0, "blocked": 0, "bytes": 0, "kinds": {}}
        self.change({})

    def change(self, shape):
        self.shape = {**SHAPE, **shape}
        self.is_bad = False

    def loses(self):
        loss, burst = self.shape["loss"], max(1, self.shape["burst"])
        if loss <= 0:
            return False
        if loss >= 1:
            return True
        # Drawn for each packet, whatever the state: the same seed and the same packets lose the same ones.
        drawn = self.random.random()
        if burst == 1:
            return drawn < loss
        into_bad = min(1, loss / (burst * (1 - loss)))
        self.is_bad = drawn >= 1 / burst if self.is_bad else drawn < into_bad
        return self.is_bad

    def take(self, frame, now):
        if self.loses():
            self.counts["lost"] += 1
            return
        at = now
        rate = self.shape["kbps"]
        if rate:
            begins = max(now, self.free_at)
            if (begins - now) * 1000 > self.shape["queueMs"]:
                self.counts["overflowed"] += 1
                return
            at = self.free_at = begins + len(frame) * 8 / (rate * 1000)
        at += (self.shape["delayMs"] + self.random.random() * self.shape["jitterMs"]) / 1000
        at = self.last_at = max(at, self.last_at)
        self.number += 1
        heapq.heappush(self.waiting, (at, self.number, frame))

    def send(self, now):
        while self.waiting and self.waiting[0][0] <= now:
            frame = heapq.heappop(self.waiting)[2]
            self.counts["carried"] += 1
            self.counts["bytes"] += len(frame)
            self.write(frame)

    def write(self, frame):
        try:
            os.write(self.into, frame)
        except OSError as error:
            # A device that is down takes nothing, as a cable that is pulled.
            if error.errno not in (errno.EIO, errno.EAGAIN, errno.ENOBUFS):
                raise


class Bridge:
    def __init__(self, outer, inner, seed):
        self.outer, self.inner = tap(outer), tap(inner)
        self.ways = {"up": Way(self.outer, f"{seed} up"), "down": Way(self.inner, f"{seed} down")}
        self.firewall = Firewall({})
        self.is_cut = False
        self.orders = b""

    def obey(self, order):
        if "shape" in order:
            for name in order["ways"]:
                self.ways[name].change(order["shape"])
        if "firewall" in order:
            self.firewall = Firewall(order["firewall"])
        if "cut" in order:
            self.is_cut = order["cut"]
            for way in self.ways.values():
                way.waiting.clear()
        return {name: way.counts for name, way in self.ways.items()}

    def carry(self, device, way):
        for _ in range(256):
            try:
                frame = os.read(device, 65536)
            except OSError as error:
                if error.errno in (errno.EAGAIN, errno.EIO):
                    return
                raise
            protocol, ports, kind = transport(frame)
            if self.is_cut or not self.firewall.passes(protocol, ports, kind):
                way.counts["blocked"] += 1
            elif protocol is None:
                # What the systems say to each other by themselves takes no part in chance.
                way.write(frame)
            else:
                kinds, kind = way.counts["kinds"], kind_of(frame, protocol, ports)
                kinds[kind] = kinds.get(kind, 0) + len(frame)
                way.take(frame, time.monotonic())

    def listen(self):
        """Obeys what came in; false when the input has ended."""
        chunk = os.read(0, 65536)
        *lines, self.orders = (self.orders + chunk).split(b"\n")
        for line in lines:
            print(json.dumps(self.obey(json.loads(line))), flush=True)
        return bool(chunk)

    def run(self):
        poll = select.epoll()
        for device in (0, self.outer, self.inner):
            poll.register(device, select.EPOLLIN)
        while True:
            due = [way.waiting[0][0] for way in self.ways.values() if way.waiting]
            wait = max(0, min(due) - time.monotonic()) if due else -1
            for device, _ in poll.poll(wait):
                if device == 0 and not self.listen():
                    return
                if device == self.inner:
                    self.carry(self.inner, self.ways["up"])
                if device == self.outer:
                    self.carry(self.outer, self.ways["down"])
            for way in self.ways.values():
                way.send(time.monotonic())


if __name__ == "__main__":
    bridge = Bridge(*sys.argv[1:4])
    print("ready", flush=True)
    bridge.run()
