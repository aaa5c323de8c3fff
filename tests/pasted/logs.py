"""Lines of logs as NCCL writes them, of machines that nobody has: forms of several versions."""

from __future__ import annotations

HOST = "node-a:4100:4180 [0] NCCL INFO "

TABLE_OF_2020 = """\
Latency/AlgBw | Tree/    LL | Tree/ LL128 | Tree/Simple | Ring/    LL | Ring/ LL128 | Ring/Simple |
    Broadcast |    0.0/  0.0|    0.0/  0.0|    0.0/  0.0|    4.5/  2.5|    6.1/  9.4|   15.0/ 10.0|
       Reduce |    0.0/  0.0|    0.0/  0.0|    0.0/  0.0|    4.5/  2.5|    6.1/  9.4|   15.0/ 10.0|
    AllGather |    0.0/  0.0|    0.0/  0.0|    0.0/  0.0|    4.5/  5.0|    6.1/ 18.8|   15.0/ 20.0|
ReduceScatter |    0.0/  0.0|    0.0/  0.0|    0.0/  0.0|    4.5/  5.0|    6.1/ 18.8|   15.0/ 20.0|
    AllReduce |   14.4/  3.0|   19.4/  7.0|  100.0/  9.0|    5.4/  2.5|    8.6/  9.4|   21.6/ 10.0|
threadThresholds 8/8/64 | 16/8/64
"""

_PROTOCOLS = "             LL |          LL128 |         Simple |"
_NONE = "     0.0/   0.0 |" * 3
TABLE_OF_2026 = f"""\
  Algorithm   |                            Tree                  |                            Ring                  |\
                   CollNetDirect                  |
  Protocol    |{_PROTOCOLS * 3}
 Max NThreads |            512 |            640 |            512 |            512 |            640 |            256 |\
              0 |              0 |            640 |
    Broadcast |{_NONE}     9.3/   1.2 |    18.0/   0.0 |    22.4/   2.4 |{_NONE}
       Reduce |{_NONE}     9.3/   1.2 |    18.0/   0.0 |    22.4/   2.4 |{_NONE}
    AllGather |{_NONE}    11.6/   2.4 |    22.5/   0.0 |    22.4/   4.8 |{_NONE}
ReduceScatter |{_NONE}    11.6/   2.4 |    22.5/   0.0 |    22.4/   4.8 |{_NONE}
    AllReduce |    16.8/  20.4 |    31.0/ 150.5 |    36.4/ 165.6 |    16.6/  17.5 |  2220.4/ 184.4 |  4818.8/ 200.4 |\
{_NONE}
  Algorithm   |                    CollNetChain                  |                            NVLS                  |\
                        NVLSTree                  |
  Protocol    |{_PROTOCOLS * 3}
 Max NThreads |              0 |              0 |            640 |              0 |              0 |            640 |\
              0 |              0 |            640 |
    Broadcast |{_NONE * 3}
       Reduce |{_NONE * 3}
    AllGather |{_NONE * 3}
ReduceScatter |{_NONE * 3}
    AllReduce |{_NONE * 2}     0.0/   0.0 |     0.0/   0.0 |   275.8/ 182.4 |
  Algorithm   |                             PAT                  |
  Protocol    |{_PROTOCOLS * 3}
 Max NThreads |              0 |              0 |              0 |
    Broadcast |{_NONE}
       Reduce |{_NONE}
    AllGather |     0.0/   0.0 |     0.0/   0.0 |    17.6/   3.6 |
ReduceScatter |     0.0/   0.0 |     0.0/   0.0 |    17.6/   3.6 |
    AllReduce |{_NONE}
"""

START = """\
NCCL version 2.29.7+cuda12.9
NCCL_PROTO set by environment to Simple.
NET/IB : Using [0]mlx5_0:1/IB [1]mlx5_1:1/IB [2]mlx5_2:1/RoCE [3]mlx5_3:1/RoCE [RO]; OOB eth0:10.0.0.7<0>
Using network IB
ncclCommInitRank comm 0x55d0c0 rank 0 nranks 16 cudaDev 0 nvmlDev 0 busId 7000 commId 0x9a3f - Init START
=== System : maxBw 48.0 totalBw 370.8 ===
CPU/0-0 (1/2/-1)
+ PCI[0.2] - PCI/0-65000 (104c823200000000)
              + PCI[48.0] - NIC/0-67000
                            + NET[50.0] - NET/0-c (0/d4f9fc0003ae6d94/1/50.000000)
                            + NET[50.0] - NET/0-d (0/d2cb190003c288a0/1/50.000000)
                            + NET[50.0] - NET/0-e (0/d2cb190003c288b0/1/50.000000)
NVLS multicast support is available on dev 0 (NVLS_NCHANNELS 16)
Pattern 4, crossNic 0, nChannels 2, bw 48.000000/48.000000, type NVL/PIX, sameChannels 0
 0 : NET/0-c GPU/0-68000 GPU/0-6b000 NET/0-c
 1 : NET/0-d GPU/0-6b000 GPU/0-68000 NET/0-d
Pattern 1, crossNic 0, nChannels 2, bw 48.000000/48.000000, type NVL/PIX, sameChannels 0
 0 : NET/0-c GPU/0-68000 GPU/0-6b000 NET/0-c
 1 : NET/0-e GPU/0-6b000 GPU/0-68000 NET/0-e
Pattern 5, crossNic 0, nChannels 8, bw 40.000000/60.000000, type NVL/PIX, sameChannels 0
comm 0x55d0c0 rank 0 nRanks 16 nNodes 2 localRanks 8 localRank 0 MNNVL 0
Channel 00/16 :    0   1   2   3   4   5   6   7   8   9  10  11  12  13  14  15
Trees [0] 1/-1/-1->0->8 [1] -1/-1/-1->0->7
Channel 00/0 : 0[0] -> 1[1] via P2P/CUMEM
Channel 00/0 : 15[7] -> 0[0] [receive] via NET/IB/2/GDRDMA
Connected all rings, use ring PXN 0 GDR 1
Connected NVLS tree
16 coll channels, 16 collnet channels, 16 nvls channels, 16 p2p channels, 2 p2p channels per peer
"""

CHOICES = """\
AllReduce: 4096 Bytes -> Algo TREE proto LL channel{Lo..Hi}={0..0}
AllReduce: 268435456 Bytes -> Algo NVLS_TREE proto SIMPLE channel{Lo..Hi}={0..15}
AllReduce: 268435456 Bytes -> Algo NVLS_TREE proto SIMPLE channel{Lo..Hi}={0..15}
AllReduce: opCount 12 sendbuff 0x93fd44a00 recvbuff 0x96d44e200 count 67108864 datatype 7 op 0 root 0 comm 0x5
ReduceScatter: 302006272 Bytes -> Algo 1 proto 2 time 3628.243652
AllGather: 151003136 Bytes -> Algo 1 proto 2 time 0.000000
"""


def log(*parts: str, host: str = HOST) -> str:
    """Return lines of messages as a log: each with its host."""
    return "".join(f"{host}{line}\n" for part in parts for line in part.splitlines())
