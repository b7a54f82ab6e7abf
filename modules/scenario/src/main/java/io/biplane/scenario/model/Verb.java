package io.biplane.scenario.model;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.random.Latency;

import java.util.List;
import java.util.Optional;

/**
 * What a step does. One record a verb of the language; {@link #name()} is the word in the file.
 *
 * <p>A verb is complete when its effect has come about: a drain when nothing remains, a restart
 * when the node serves, a statement when it is answered, a lasting fault when it is healed (by
 * {@code for}, {@code heal}, {@code resume} or {@code restart}), every other at once.
 */
public sealed interface Verb {
    /** The verb's word in the language. */
    String name();

    /** Nodes it acts upon, for verbs that have exactly one side; empty otherwise. */
    default List<Target> nodes() {
        return List.of();
    }

    /** What it has to be refused with; empty: it has to succeed. */
    default Optional<Refusal> refusal() {
        return Optional.empty();
    }

    /**
     * {@code drain}: moves sessions, then leases, off the nodes; one after another when there are
     * several.
     */
    record Drain(List<Target> nodes, long waitNanos, boolean shutdown) implements Verb {
        public Drain {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String name() {
            return "drain";
        }
    }

    /**
     * {@code restart}: ends the process if it runs (as {@code kill} does) and boots it, with
     * another binary if given.
     */
    record Restart(List<Target> nodes, Optional<ClusterVersion> version, Optional<Refusal> refusal)
            implements Verb {
        public Restart {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String name() {
            return "restart";
        }
    }

    /** {@code stop}: SIGTERM; drains, then the process ends. */
    record Stop(List<Target> nodes) implements Verb {
        public Stop {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String name() {
            return "stop";
        }
    }

    /** {@code kill}: SIGKILL; the process is gone, what it wrote stays in the page cache. */
    record Kill(List<Target> nodes) implements Verb {
        public Kill {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String name() {
            return "kill";
        }
    }

    /** {@code power_off}: the machine is gone, and with it everything not synced. */
    record PowerOff(List<Target> nodes) implements Verb {
        public PowerOff {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String name() {
            return "power_off";
        }
    }

    /** {@code pause}: the process stands still (SIGSTOP); packets wait. */
    record Pause(List<Target> nodes) implements Verb {
        public Pause {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String name() {
            return "pause";
        }
    }

    /** {@code resume}: ends a pause. */
    record Resume(List<Target> nodes) implements Verb {
        public Resume {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String name() {
            return "resume";
        }
    }

    /**
     * {@code partition}: no packet passes between any two of the sides; clients reach every node.
     */
    record Partition(List<List<Target>> sides) implements Verb {
        public Partition {
            sides = sides.stream().map(List::copyOf).toList();
        }

        @Override
        public String name() {
            return "partition";
        }
    }

    /** {@code one_way}: packets from one side to the other are lost, the way back is open. */
    record OneWay(List<Target> from, List<Target> to) implements Verb {
        public OneWay {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }

        @Override
        public String name() {
            return "one_way";
        }
    }

    /** {@code isolate}: no packet between the nodes and all others, clients included. */
    record Isolate(List<Target> nodes) implements Verb {
        public Isolate {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String name() {
            return "isolate";
        }
    }

    /**
     * {@code slow_network}: packets between the two sides, both ways, take longer and may be lost.
     */
    record SlowNetwork(List<Target> from, List<Target> to, Latency.Uniform extra, double lossFraction)
            implements Verb {
        public SlowNetwork {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }

        @Override
        public String name() {
            return "slow_network";
        }
    }

    /**
     * {@code heal}: ends the fault of one step, or every lasting fault of network, disk, CPU and
     * clock when empty.
     */
    record Heal(Optional<String> stepId) implements Verb {
        @Override
        public String name() {
            return "heal";
        }
    }

    /** {@code slow_disk}: each sync takes this long. */
    record SlowDisk(List<Target> nodes, Latency.Uniform sync) implements Verb {
        public SlowDisk {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String name() {
            return "slow_disk";
        }
    }

    /** {@code disk_stall}: no sync completes. */
    record DiskStall(List<Target> nodes) implements Verb {
        public DiskStall {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String name() {
            return "disk_stall";
        }
    }

    /** {@code slow_cpu}: all work takes {@code factor} times as long. */
    record SlowCpu(List<Target> nodes, double factor) implements Verb {
        public SlowCpu {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String name() {
            return "slow_cpu";
        }
    }

    /**
     * {@code clock_jump}: the clock moves at once, by a signed amount; healed by the opposite jump.
     */
    record ClockJump(List<Target> nodes, long byNanos) implements Verb {
        public ClockJump {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String name() {
            return "clock_jump";
        }
    }

    /** {@code clock_skew}: the clock runs fast (positive) or slow by parts in a million. */
    record ClockSkew(List<Target> nodes, double driftPpm) implements Verb {
        public ClockSkew {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String name() {
            return "clock_skew";
        }
    }

    /**
     * {@code crash_tenant}: the SQL server of one virtual cluster on these nodes fails; its
     * supervisor restarts it.
     */
    record CrashTenant(List<Target> nodes, String virtualCluster) implements Verb {
        public CrashTenant {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String name() {
            return "crash_tenant";
        }
    }

    /**
     * {@code upgrade_binary}: drains, stops, and boots with a newer binary; one node after another.
     */
    record UpgradeBinary(List<Target> nodes, ClusterVersion version, Optional<Refusal> refusal)
            implements Verb {
        public UpgradeBinary {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String name() {
            return "upgrade_binary";
        }
    }

    /** {@code rollback}: drains, stops, and boots with an older binary; one node after another. */
    record Rollback(List<Target> nodes, ClusterVersion version, Optional<Refusal> refusal)
            implements Verb {
        public Rollback {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String name() {
            return "rollback";
        }
    }

    /** {@code finalize}: {@code SET CLUSTER SETTING version} in one virtual cluster. */
    record Finalize(String virtualCluster, ClusterVersion version, Optional<Refusal> refusal)
            implements Verb {
        @Override
        public String name() {
            return "finalize";
        }
    }

    /** {@code set_setting}: {@code SET CLUSTER SETTING} in one virtual cluster. */
    record SetSetting(
            String virtualCluster, String setting, String value, Optional<Refusal> refusal)
            implements Verb {
        @Override
        public String name() {
            return "set_setting";
        }
    }

    /**
     * {@code sql}: one statement of an administrator's own session.
     *
     * @param rows exact rows the statement has to give, as text, in order; empty: any
     */
    record Sql(
            String virtualCluster,
            String statement,
            Optional<List<List<String>>> rows,
            Optional<Refusal> refusal)
            implements Verb {
        @Override
        public String name() {
            return "sql";
        }
    }

    /** {@code transfer_lease}: asks the leaseholder to hand its lease over. */
    record TransferLease(RangeRef range, Target to) implements Verb {
        @Override
        public String name() {
            return "transfer_lease";
        }
    }

    /**
     * {@code transfer_leadership}: asks the Raft leader to hand its leadership over; the lease
     * stays where it is.
     */
    record TransferLeadership(RangeRef range, Target to) implements Verb {
        @Override
        public String name() {
            return "transfer_leadership";
        }
    }
}
