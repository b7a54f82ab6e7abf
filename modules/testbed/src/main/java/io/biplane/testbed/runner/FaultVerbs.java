package io.biplane.testbed.runner;

import io.biplane.base.random.SimRandom;
import io.biplane.kernel.network.ActiveRule;
import io.biplane.kernel.network.Network;
import io.biplane.kernel.network.Verdict;
import io.biplane.kernel.sim.Host;
import io.biplane.scenario.model.Verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Faults of network, disk, CPU and clock: each begins, lasts, and can be ended. */
final class FaultVerbs {
    private final World world;

    FaultVerbs(World world) {
        this.world = world;
    }

    boolean handles(Verb verb) {
        return verb instanceof Verb.Partition
                || verb instanceof Verb.OneWay
                || verb instanceof Verb.Isolate
                || verb instanceof Verb.SlowNetwork
                || verb instanceof Verb.SlowDisk
                || verb instanceof Verb.DiskStall
                || verb instanceof Verb.SlowCpu
                || verb instanceof Verb.ClockSkew
                || verb instanceof Verb.ClockJump
                || verb instanceof Verb.Pause;
    }

    /** Begins the fault; the result ends it. */
    Runnable begin(Verb verb, List<List<String>> sides) {
        Network network = world.simulation().network();
        if (verb instanceof Verb.Partition) {
            return partition(network, sides);
        }
        if (verb instanceof Verb.OneWay) {
            ActiveRule rule = network.oneWay(sides.get(0), sides.get(1));
            return rule::end;
        }
        if (verb instanceof Verb.Isolate) {
            List<ActiveRule> rules = sides.get(0).stream().map(network::isolate).toList();
            return () -> rules.forEach(ActiveRule::end);
        }
        if (verb instanceof Verb.SlowNetwork slow) {
            return slowNetwork(network, slow, sides);
        }
        if (verb instanceof Verb.SlowDisk slow) {
            return onHosts(
                    sides.get(0),
                    host -> host.disk().syncLatency(slow.sync()),
                    host -> host.disk().syncLatency(world.usualSync()));
        }
        if (verb instanceof Verb.DiskStall) {
            return onHosts(
                    sides.get(0),
                    host -> host.disk().stall(),
                    host -> host.disk().release());
        }
        if (verb instanceof Verb.SlowCpu slow) {
            return onHosts(
                    sides.get(0),
                    host -> host.cpu().slowDown(slow.factor()),
                    host -> host.cpu().slowDown(1));
        }
        if (verb instanceof Verb.ClockSkew skew) {
            return onHosts(
                    sides.get(0),
                    host -> host.clock().drift((long) skew.driftPpm()),
                    host -> host.clock().drift(0));
        }
        if (verb instanceof Verb.ClockJump jump) {
            return onHosts(
                    sides.get(0),
                    host -> host.clock().jump(jump.byNanos()),
                    host -> host.clock().jump(-jump.byNanos()));
        }
        return onHosts(sides.get(0), Host::pause, Host::resume);
    }

    private Runnable onHosts(List<String> names, Consumer<Host> begin, Consumer<Host> end) {
        List<Host> hosts = names.stream().map(world.simulation()::host).toList();
        hosts.forEach(begin);
        return () -> hosts.forEach(end);
    }

    private static Runnable partition(Network network, List<List<String>> sides) {
        List<ActiveRule> rules = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            for (int j = i + 1; j < sides.size(); j++) {
                rules.add(network.partition(sides.get(i), sides.get(j)));
            }
        }
        return () -> rules.forEach(ActiveRule::end);
    }

    private Runnable slowNetwork(Network network, Verb.SlowNetwork slow, List<List<String>> sides) {
        Set<String> one = new TreeSet<>(sides.get(0));
        Set<String> other = new TreeSet<>(sides.get(1));
        SimRandom random = world.simulation().random("fault.slow_network");
        ActiveRule rule = network.add("slow_network(" + one + "," + other + ")", packet -> {
            boolean across = one.contains(packet.from()) && other.contains(packet.to())
                    || other.contains(packet.from()) && one.contains(packet.to());
            if (!across) {
                return new Verdict.Pass();
            }
            if (slow.lossFraction() > 0 && random.chance(slow.lossFraction())) {
                return new Verdict.Drop();
            }
            return Verdict.delay(
                    random.between(slow.extra().minNanos(), slow.extra().maxNanos()));
        });
        return rule::end;
    }
}
