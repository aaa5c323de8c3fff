"""Texts that describe machines and networks, as their tools write them, of machines that nobody has."""

from __future__ import annotations

from typing import NamedTuple

LEGEND = """
Legend:

  X    = Self
  SYS  = Connection traversing PCIe as well as the SMP interconnect between NUMA nodes (e.g., QPI/UPI)
  PIX  = Connection traversing at most a single PCIe bridge
  NV#  = Connection traversing a bonded set of # NVLinks
"""


def matrix(paths: dict, names: list, gap: str = "\t", *, old: bool = False, affinity: str = "\t0-47\t0\t\tN/A") -> str:
    """Return what `nvidia-smi topo -m` prints of paths by two names; `old` names adapters in the columns."""
    labels = {name: f"mlx5_{name[3:]}" if old and name.startswith("NIC") else name for name in names}
    text = gap + gap.join(labels.values()) + (f"{gap}CPU Affinity{gap}NUMA Affinity" if affinity else "") + "\n"
    for row in names:
        entries = (" X " if row == column else paths[row, column] for column in names)
        text += labels[row] + gap + gap.join(entries) + (affinity if row.startswith("GPU") else "") + "\n"
    text += LEGEND
    nics = [] if old else [name for name in names if name.startswith("NIC")]
    return text + ("\nNIC Legend:\n\n" + "".join(f"  {name}: mlx5_{name[3:]}\n" for name in nics) if nics else "")


def node(gpus: int = 8, nics: int = 9, between: str = "NV18", changed: dict | None = None) -> tuple[dict, list]:
    """Return the paths of a node: each accelerator with an adapter behind its own switch, the last adapter far away."""
    names = [f"GPU{i}" for i in range(gpus)] + [f"NIC{i}" for i in range(nics)]
    paths = {}
    for one in names:
        for other in names:
            kinds, same = {one[:3], other[:3]}, one[3:] == other[3:]
            path = between if kinds == {"GPU"} else "PIX" if same else "SYS"
            paths[one, other] = (changed or {}).get((one, other)) or (changed or {}).get((other, one)) or path
    return paths, names


class Port(NamedTuple):
    """A port, as `ibstat` shows it."""

    name: str
    rate: str = "400"
    state: str = "Active"
    physical: str = "LinkUp"
    layer: str = "InfiniBand"
    model: str = "MT4129"


def ibstat(*ports: Port) -> str:
    """Return what `ibstat` prints of adapters with one port each."""
    return "".join(
        f"CA '{port.name}'\n\tCA type: {port.model}\n\tNumber of ports: 1\n\tFirmware version: 28.39.1002\n"
        f"\tHardware version: 0\n\tNode GUID: 0x{at:016x}\n\tSystem image GUID: 0x{at:016x}\n\tPort 1:\n"
        f"\t\tState: {port.state}\n\t\tPhysical state: {port.physical}\n\t\tRate: {port.rate}\n\t\tBase lid: {at}\n"
        f"\t\tLMC: 0\n\t\tSM lid: 1\n\t\tCapability mask: 0xa751e848\n\t\tPort GUID: 0x{at:016x}\n"
        f"\t\tLink layer: {port.layer}\n"
        for at, port in enumerate(ports)
    )


def equal_ports(count: int, rate: str = "400") -> str:
    """Return what `ibstat` prints of equal adapters mlx5_0, mlx5_1 and so on."""
    return ibstat(*(Port(f"mlx5_{at}", rate) for at in range(count)))


def topology(
    gpus: int = 8,
    *,
    nvlink: int = 18,
    to_switch: bool = True,
    slots: dict | None = None,
    rates: dict | None = None,
    nets: bool = True,
) -> str:
    """Return the XML that NCCL writes of a node: each accelerator shares a switch with an adapter, two CPUs.

    `slots` are widths of slots by the address of a device, `rates` those of adapters [Mbit/s] by their number.
    """
    text = '<system version="1">\n'
    for cpu in range(2):
        text += f'  <cpu host_hash="0x1" numaid="{cpu}" affinity="0000ffff" arch="x86_64" vendor="GenuineIntel">\n'
        for at in range(cpu * gpus // 2, (cpu + 1) * gpus // 2):
            gpu, nic = f"0000:{2 * at + 16:02x}:00.0", f"0000:{2 * at + 17:02x}:00.0"
            width = {name: (slots or {}).get(name, 16) for name in (gpu, nic)}
            speed = 'link_speed="32.0 GT/s PCIe"'
            text += f'    <pci busid="0000:{at:02x}:00.0" class="0x060400" {speed} link_width="16">\n'
            text += f'      <pci busid="{gpu}" class="0x030200" {speed} link_width="{width[gpu]}">\n'
            text += f'        <gpu dev="{at}" sm="90" rank="{at}" gdr="1">\n'
            if nvlink and to_switch:
                halves = (nvlink // 2, nvlink - nvlink // 2)
                text += "".join(
                    f'          <nvlink target="0000:f{i}:00.0" count="{half}" tclass="0x068000"/>\n'
                    for i, half in enumerate(halves)
                )
            elif nvlink:
                text += "".join(
                    f'          <nvlink target="0000:{2 * to + 16:02x}:00.0" count="{nvlink}" tclass="0x030200"/>\n'
                    for to in range(gpus)
                    if to != at
                )
            text += "        </gpu>\n      </pci>\n"
            text += f'      <pci busid="{nic}" class="0x020700" {speed} link_width="{width[nic]}">\n'
            if nets:
                rate = (rates or {}).get(at, 400000)
                text += f'        <nic>\n          <net name="mlx5_{at}" dev="{at}" speed="{rate}" port="1" '
                text += 'latency="0.000000" guid="0x1" maxconn="131072" gdr="1"/>\n        </nic>\n'
            text += "      </pci>\n    </pci>\n"
        text += "  </cpu>\n"
    return text + "</system>\n"


def network(leaves: int = 2, nodes: int = 4, spines: int = 2, cables: int = 1, changed: dict | None = None) -> str:
    """Return what `ibnetdiscover` prints of leaves with so many cables to each spine; `changed` are widths by cable.

    Cables of a leaf are numbered from 1: to its nodes first.
    """
    speeds = changed or {}
    text = "#\n# Topology file: generated on Sun Mar  1 10:00:00 2026\n#\n"
    head = "\nvendid=0x2c9\ndevid=0xd2f2\nsysimgguid=0x{0:x}\n{1}guid=0x{0:x}({0:x})\n"
    for leaf in range(leaves):
        text += head.format(0xA00 + leaf, "switch")
        text += f'Switch\t64 "S-{0xA00 + leaf:016x}"\t\t# "leaf-{leaf}" enhanced port 0 lid {leaf + 1} lmc 0\n'
        for at in range(nodes):
            guid, speed = 0xC000 + leaf * nodes + at, speeds.get((leaf, at + 1), "4xNDR")
            name = f"node-{leaf * nodes + at} mlx5_0"
            text += f'[{at + 1}]\t"H-{guid:016x}"[1]({guid:x}) \t\t# "{name}" lid {100 + at} {speed}\n'
        for at in range(spines * cables):
            spine, port = at // cables, at % cables + leaf * cables + 1
            if (speed := speeds.get((leaf, nodes + at + 1), "4xNDR")) is None:
                continue
            text += (
                f'[{nodes + at + 1}]\t"S-{0xB00 + spine:016x}"[{port}]\t\t# "spine-{spine}" lid {50 + spine} {speed}\n'
            )
    for spine in range(spines):
        text += head.format(0xB00 + spine, "switch")
        text += f'Switch\t64 "S-{0xB00 + spine:016x}"\t\t# "spine-{spine}" base port 0 lid {50 + spine} lmc 0\n'
        for port in range(leaves * cables):
            leaf, at = port // cables, nodes + spine * cables + port % cables + 1
            if (speed := speeds.get((leaf, at), "4xNDR")) is None:
                continue
            text += f'[{port + 1}]\t"S-{0xA00 + leaf:016x}"[{at}]\t\t# "leaf-{leaf}" lid {leaf + 1} {speed}\n'
    for at in range(leaves * nodes):
        guid, leaf = 0xC000 + at, at // nodes
        text += head.format(guid, "ca").replace(f"({guid:x})", "")
        text += f'Ca\t1 "H-{guid:016x}"\t\t# "node-{at} mlx5_0"\n'
        speed = speeds.get((leaf, at % nodes + 1), "4xNDR")
        text += (
            f'[1]({guid:x}) \t"S-{0xA00 + leaf:016x}"[{at % nodes + 1}]\t\t# lid {100 + at} lmc 0 "leaf-{leaf}" lid '
        )
        text += f"{leaf + 1} {speed}\n"
    return text


RAW = {"SDR": "2.5", "DDR": "5.0", "QDR": "10.0", "FDR": "14.0625", "EDR": "25.78125", "HDR": "53.125", "NDR": "106.25"}


def link_info(leaves: int = 2, nodes: int = 4, spines: int = 2, *, cas: bool = True, speed: str = "NDR") -> str:
    """Return what `iblinkinfo` prints of leaves with a cable to each spine, and one port that is down each."""
    link = f"==( 4X {RAW[speed]:>12} Gbps Active/  LinkUp)==>"

    def port(end: tuple, far: tuple, name: str, guid: str = "") -> str:
        return f'      {guid:>18} {end[0]:>6} {end[1]:>4}[  ] {link} {far[0]:>7} {far[1]:>4}[  ] "{name}" ( )\n'

    text = ""
    if cas:
        for at in range(leaves * nodes):
            text += f"CA: node-{at} mlx5_0:\n"
            text += port((100 + at, 1), (1 + at // nodes, at % nodes + 1), f"leaf-{at // nodes}", f"0x{at:016x}")
    for leaf in range(leaves):
        text += f"Switch: 0x{0xA00 + leaf:016x} leaf-{leaf}:\n"
        for at in range(nodes):
            text += port((leaf + 1, at + 1), (100 + leaf * nodes + at, 1), f"node-{leaf * nodes + at} mlx5_0")
        for spine in range(spines):
            text += port((leaf + 1, nodes + spine + 1), (50 + spine, leaf + 11), f"spine-{spine}")
        text += f'      {leaf + 1:>6} {64:>4}[  ] ==(                Down/ Polling)==>             [  ] "" ( )\n'
    for spine in range(spines):
        text += f"Switch: 0x{0xB00 + spine:016x} spine-{spine}:\n"
        for leaf in range(leaves):
            text += port((50 + spine, leaf + 11), (leaf + 1, nodes + spine + 1), f"leaf-{leaf}")
    return text
