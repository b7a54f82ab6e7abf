package io.biplane.testbed.runner;

import io.biplane.base.random.SimRandom;
import io.biplane.kernel.network.ActiveRule;
import io.biplane.kernel.network.Network;
import io.biplane.kernel.network.Verdict;
import io.biplane.kernel.sim.Host;
import io.biplane.scenario.timeline.MachineFault;
import io.biplane.scenario.timeline.NetworkFault;
import io.biplane.testbed.runner.VerbExecutor.Firing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Faults of network, disk, CPU and clock: each begins, lasts, and can be ended. */
final class FaultVerbs {
    private final World world;
    private final LastingFaults lasting;

    FaultVerbs(World world, LastingFaults lasting) {
        this.world = world;
        this.lasting = lasting;
    }

    void oneWay(NetworkFault.OneWay verb, Firing firing) {
        ActiveRule rule = network().oneWay(firing.sides().get(0), firing.sides().get(1));
        lasting.began(firing, rule::end);
    }

    void isolate(NetworkFault.Isolate verb, Firing firing) {
        List<ActiveRule> rules = firing.nodes().stream().map(network()::isolate).toList();
        lasting.began(firing, () -> rules.forEach(ActiveRule::end));
    }

    void slowDisk(MachineFault.SlowDisk slow, Firing firing) {
        lasting.began(
                firing,
                onHosts(
                        firing.nodes(),
                        host -> host.disk().syncLatency(slow.sync()),
                        host -> host.disk().syncLatency(world.usualSync())));
    }

    void stallDisk(MachineFault.DiskStall verb, Firing firing) {
        lasting.began(
                firing,
                onHosts(
                        firing.nodes(),
                        host -> host.disk().stall(),
                        host -> host.disk().release()));
    }

    void slowCpu(MachineFault.SlowCpu slow, Firing firing) {
        lasting.began(
                firing,
                onHosts(
                        firing.nodes(),
                        host -> host.cpu().slowDown(slow.factor()),
                        host -> host.cpu().slowDown(1)));
    }

    void skewClock(MachineFault.ClockSkew skew, Firing firing) {
        lasting.clocksWrong(
                firing,
                onHosts(
                        firing.nodes(),
                        host -> host.clock().drift((long) skew.driftPpm()),
                        host -> host.clock().drift(0)));
    }

    void jumpClock(MachineFault.ClockJump jump, Firing firing) {
        lasting.clocksWrong(
                firing,
                onHosts(
                        firing.nodes(),
                        host -> host.clock().jump(jump.byNanos()),
                        host -> host.clock().jump(-jump.byNanos())));
    }

    void pause(MachineFault.Pause verb, Firing firing) {
        lasting.began(firing, onHosts(firing.nodes(), Host::pause, Host::resume));
    }

    private Network network() {
        return world.simulation().network();
    }

    private Runnable onHosts(List<String> names, Consumer<Host> begin, Consumer<Host> end) {
        List<Host> hosts = names.stream().map(world.simulation()::host).toList();
        hosts.forEach(begin);
        return () -> hosts.forEach(end);
    }

    void partition(NetworkFault.Partition verb, Firing firing) {
        List<List<String>> sides = firing.sides();
        List<ActiveRule> rules = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            for (int j = i + 1; j < sides.size(); j++) {
                rules.add(network().partition(sides.get(i), sides.get(j)));
            }
        }
        lasting.began(firing, () -> rules.forEach(ActiveRule::end));
    }

    void slowNetwork(NetworkFault.SlowNetwork slow, Firing firing) {
        Set<String> one = new TreeSet<>(firing.sides().get(0));
        Set<String> other = new TreeSet<>(firing.sides().get(1));
        SimRandom random = world.simulation().random("fault.slow_network");
        ActiveRule rule = network().add("slow_network(" + one + "," + other + ")", packet -> {
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
        lasting.began(firing, rule::end);
    }
}
