package io.biplane.kernel.sim;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;

import io.biplane.base.random.Latency;
import io.biplane.kernel.cpu.CostModel;
import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.network.LinkSpec;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class CpuTest {
    private static final long MS = 1_000_000;

    private final List<Long> arrivedAtMillis = new ArrayList<>();
    private final Simulation simulation = Simulation.builder().seed(5).build();

    /** A host whose workers each take 10 ms of CPU for a text and then send it to n2, 1 ms away. */
    private Host boot(HostSpec spec) {
        simulation.network().everywhere(LinkSpec.of(Latency.fixed(1 * MS)));
        Host worker = simulation.addHost("n1", spec);
        worker.boot(CpuTest::workers);
        simulation
                .addHost("n2", HostSpec.defaults())
                .boot(services -> Actors.sink(
                        services, (text, atNanos) -> arrivedAtMillis.add(atNanos / MS)));
        return worker;
    }

    private static Behavior<String> workers(HostServices services) {
        return Behaviors.setup(context -> Behaviors.receiveMessage(text -> {
            var child = context.getChild(text);
            var worker = child.isPresent()
                    ? child.get().<String>unsafeUpcast()
                    : context.spawn(worker(services), text);
            worker.tell(text);
            return Behaviors.same();
        }));
    }

    private static Behavior<String> worker(HostServices services) {
        return Actors.onText(text -> {
            services.transport().send("n2", "in", text);
            services.charge(10 * MS);
        });
    }

    private void offer(Host host, int count) {
        for (int i = 0; i < count; i++) {
            Actors.tell(host, "w" + i);
        }
    }

    @Test
    void when_aTaskIsCharged_then_whatItSendsLeavesAfterItsWork() {
        Host host = boot(HostSpec.defaults().cores(1));
        offer(host, 1);
        simulation.runUntil(100 * MS);
        offer(host, 1);
        simulation.runUntil(200 * MS);
        // The first charge of a machine comes after the send has left; from then on outputs are
        // held.
        assertThat(arrivedAtMillis).containsExactly(1L, 111L);
    }

    @Test
    void when_thereIsMoreWorkThanCores_then_itQueues() {
        Host host = boot(HostSpec.defaults().cores(2).costs(new CostModel(1, 0, 0)));
        offer(host, 6);
        simulation.runUntil(1000 * MS);
        assertThat(arrivedAtMillis).containsExactly(11L, 11L, 21L, 21L, 31L, 31L);
        assertThat(host.cpu().busyCores()).isZero();
        assertThat(host.cpu().backlogCount()).isZero();
    }

    /**
     * Four cores, and one actor that is told to work long and then shortly: it does one thing after
     * the other, as an actor does, and what it says stays in order.
     */
    @Test
    void when_coresAreFree_then_oneActorStillDoesOneThingAfterTheOther() {
        Host host = bootSpeaker();
        Actors.tell(host, "30");
        Actors.tell(host, "10");
        Actors.tell(host, "0");
        simulation.runUntil(100 * MS);
        assertThat(heard).containsExactly("30 at 30", "10 at 40", "0 at 40");
    }

    /** Akka's promise on one machine: who watches an actor hears of its end after its last word. */
    @Test
    void when_aWatchedActorStopsInATaskThatWorks_then_itsLastWordComesFirst() {
        Host host = bootSpeaker();
        Actors.tell(host, "stop 20");
        simulation.runUntil(100 * MS);
        assertThat(heard).containsExactly("20 at 20", "end of alone at 20");
        Actors.tell(host, "stop parent 20");
        simulation.runUntil(200 * MS);
        assertThat(heard.subList(2, 4)).containsExactly("20 at 120", "end of parent at 120");
    }

    private final List<String> heard = new ArrayList<>();

    /** A host with a listener, which spawns speakers; each works so many milliseconds, then says so. */
    private Host bootSpeaker() {
        Host host = simulation.addHost("n1", HostSpec.defaults().cores(4));
        host.boot(services -> Behaviors.<String>setup(context -> {
            services.charge(1); // outputs are held from the first charge on
            ActorRef<String> first =
                    context.spawn(speaker(services, context.getSelf(), false), "first");
            return Behaviors.receive(String.class)
                    .onMessageEquals("stop 20", () -> {
                        context.watch(stopping(context, services, "alone", false));
                        return Behaviors.same();
                    })
                    .onMessageEquals("stop parent 20", () -> {
                        context.watch(stopping(context, services, "parent", true));
                        return Behaviors.same();
                    })
                    .onMessage(String.class, text -> {
                        if (text.startsWith("said ")) {
                            heard.add(text.substring(5) + " at " + services.monotonicNanos() / MS);
                        } else {
                            first.tell(text);
                        }
                        return Behaviors.same();
                    })
                    .onSignal(Terminated.class, end -> {
                        heard.add("end of " + end.getRef().path().name() + " at "
                                + services.monotonicNanos() / MS);
                        return Behaviors.same();
                    })
                    .build();
        }));
        return host;
    }

    private static ActorRef<String> stopping(
            ActorContext<String> context, HostServices services, String name, boolean hasChild) {
        ActorRef<String> actor =
                context.spawn(speaker(services, context.getSelf(), hasChild), name);
        actor.tell("20");
        return actor;
    }

    private static Behavior<String> speaker(
            HostServices services, ActorRef<String> listener, boolean hasChild) {
        return Behaviors.setup(context -> {
            boolean stops = !context.getSelf().path().name().equals("first");
            if (hasChild) {
                context.spawn(Behaviors.empty(), "child");
            }
            return Behaviors.receiveMessage(millis -> {
                services.charge(Integer.parseInt(millis) * MS);
                listener.tell("said " + millis);
                return stops ? Behaviors.stopped() : Behaviors.same();
            });
        });
    }

    @Test
    void when_theCpuIsSlow_then_workTakesLonger() {
        Host host = boot(HostSpec.defaults().cores(1).costs(new CostModel(1, 0, 0)));
        host.cpu().slowDown(3);
        offer(host, 2);
        simulation.runUntil(1000 * MS);
        assertThat(arrivedAtMillis).containsExactly(31L, 61L);
    }

    @Test
    void when_theHostIsPaused_then_workInProgressStandsStill() {
        Host host = boot(HostSpec.defaults().cores(1).costs(new CostModel(1, 0, 0)));
        offer(host, 2);
        simulation.at(4 * MS, host::pause);
        simulation.at(104 * MS, host::resume);
        simulation.runUntil(1000 * MS);
        assertThat(arrivedAtMillis).containsExactly(111L, 121L);
    }

    /**
     * An open workload at 80 % and at 200 % of capacity: the first stays bounded, the second grows
     * with time.
     */
    @Test
    void when_loadExceedsCapacity_then_latencyGrowsWithTime() {
        assertThat(latencyOfLast(12)).isLessThan(15L);
        assertThat(latencyOfLast(5)).isGreaterThan(400L);
    }

    private long latencyOfLast(int everyMillis) {
        CpuTest run = new CpuTest();
        Host host = run.boot(HostSpec.defaults().cores(1).costs(new CostModel(1, 0, 0)));
        for (int i = 0; i < 100; i++) {
            run.simulation.at(i * everyMillis * MS, () -> Actors.tell(host, "w"));
        }
        run.simulation.runUntil(5_000 * MS);
        return run.arrivedAtMillis.get(99) - 99L * everyMillis;
    }

    @Test
    void when_sendingCosts_then_packetsAreChargedToTheSender() {
        Host host = boot(HostSpec.defaults().cores(1).costs(new CostModel(0, 2 * MS, 0)));
        offer(host, 1);
        simulation.runUntil(100 * MS);
        assertThat(host.cpu().chargedTotalNanos()).isEqualTo(12 * MS);
    }

    @Test
    void when_aPausedHostResumes_then_aRepeatingTimerFiresOnceAndGoesOn() {
        List<Long> ticks = new ArrayList<>();
        Host host = simulation.addHost("n1", HostSpec.defaults());
        host.boot(services -> Behaviors.<String>withTimers(timers -> {
            timers.startTimerAtFixedRate("tick", Duration.ofMillis(10));
            return Actors.onText(text -> ticks.add(services.monotonicNanos() / MS));
        }));
        simulation.at(25 * MS, host::pause);
        simulation.at(100 * MS, host::resume);
        simulation.runUntil(125 * MS);
        assertThat(ticks).containsExactly(10L, 20L, 100L, 110L, 120L);
    }

    @Test
    void when_timeIsReadAfterACharge_then_itIncludesTheWork() {
        List<Long> seen = new ArrayList<>();
        Host host = simulation.addHost("n1", HostSpec.defaults());
        host.boot(services -> Actors.onText(text -> {
            services.charge(3 * MS);
            seen.add(services.monotonicNanos() / MS);
        }));
        simulation.at(10 * MS, () -> Actors.tell(host, "go"));
        simulation.runUntil(100 * MS);
        assertThat(seen).containsExactly(13L);
    }

    @Test
    void when_aClockIsSkewed_then_onlyWallTimeShowsIt() {
        Simulation skewed = Simulation.builder().seed(1).wallEpochNanos(0).build();
        Host host = skewed.addHost("n1", HostSpec.defaults());
        host.boot(services -> Behaviors.empty());
        HostServices services = host.services().orElseThrow();
        host.clock().offset(500 * MS);
        assertThat(services.wallNanos()).isEqualTo(500 * MS);
        host.clock().drift(1_000);
        skewed.runUntil(2_000 * MS);
        assertThat(services.wallNanos()).isEqualTo(2_502 * MS);
        host.clock().jump(-1_000 * MS);
        host.clock().drift(-1_000_0);
        skewed.runUntil(3_000 * MS);
        assertThat(services.wallNanos()).isEqualTo(1_502 * MS + 990 * MS);
        assertThat(services.monotonicNanos()).isEqualTo(3_000 * MS);
    }
}
