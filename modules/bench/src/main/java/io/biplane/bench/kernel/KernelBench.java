package io.biplane.bench.kernel;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;

import io.biplane.bench.figure.Figure;
import io.biplane.bench.figure.Figures;
import io.biplane.bench.figure.Stopwatch;
import io.biplane.kernel.sim.HostSpec;
import io.biplane.kernel.sim.Simulation;

import java.time.Duration;
import java.util.Arrays;

/**
 * Measures the kernel: messages against the same actors on plain Akka pumped by one thread, packets
 * between hosts, and idle
 * hosts with timers. Baselines are measured in the same process, rounds alternating, medians
 * printed.
 */
public final class KernelBench {
    private static final int BALLS = 64;
    private static final long THROWS = 4_000_000;
    private static final int ROUNDS = 5;
    private static final String BASELINE =
            "the same actors on plain Akka, one pumped thread, throughput 1";

    private KernelBench() {}

    /** Measures. */
    public static void run(Figures figures) {
        figures.progress(ROUNDS + 2 + " rounds, baseline and kernel in turn");
        // Before the baseline's actor systems load what the kernel must replace.
        Simulation.prepare();
        double[] pumpedOne = new double[ROUNDS];
        double[] pumpedHundred = new double[ROUNDS];
        double[] plain = new double[ROUNDS];
        double[] digested = new double[ROUNDS];
        double[] packets = new double[ROUNDS];
        for (int round = -2; round < ROUNDS; round++) {
            int at = Math.max(0, round);
            pumpedOne[at] = pumped(1);
            pumpedHundred[at] = pumped(100);
            plain[at] = local(false);
            digested[at] = local(true);
            packets[at] = remote();
        }
        double base = median(pumpedOne);
        figures.add(
                message("plain Akka, one pumped thread, throughput 100", median(pumpedHundred)));
        figures.add(message("kernel, digest off", median(plain))
                .beside(BASELINE, base / 1e6)
                .ratioAtLeast(0.50));
        figures.add(message("kernel, digest on", median(digested))
                .beside(BASELINE, base / 1e6)
                .ratioAtLeast(0.30));
        figures.add(message("kernel, between two hosts, digest on", median(packets)));
        figures.add(Figure.of(
                        "300 idle hosts, a 100 ms timer each",
                        idleHosts(300, 100, 300),
                        "virtual s/CPU s")
                .atLeast(100));
        figures.add(Figure.of("50 bare hosts boot", bootSeconds(50), "CPU s").atMost(10));
    }

    private static Figure message(String what, double perSecond) {
        return Figure.of(what, perSecond / 1e6, "M messages/CPU s");
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double pumped(int throughput) {
        Balls.Counter counter = new Balls.Counter(THROWS);
        long nanos =
                new PumpedSystem().run(Balls.pair(counter, BALLS), throughput, counter::isDone);
        return counter.count() * 1e9 / nanos;
    }

    private static double local(boolean digest) {
        Balls.Counter counter = new Balls.Counter(THROWS);
        try (Simulation simulation = Simulation.builder().seed(1).digest(digest).build()) {
            // The serve comes a virtual moment after the boot, so that the boot is not measured.
            simulation.addHost("n1", HostSpec.defaults()).boot(services -> delayed(counter));
            Stopwatch watch = Stopwatch.start();
            simulation.runUntil(10_000_000);
            return counter.count() * 1e9 / watch.cpuNanos();
        }
    }

    private static Behavior<Balls.Command> delayed(Balls.Counter counter) {
        return Behaviors.setup(context -> {
            var ping = context.spawn(Balls.player(counter), "ping");
            var pong = context.spawn(Balls.player(counter), "pong");
            context.scheduleOnce(Duration.ofMillis(1), ping, new Balls.Serve(pong, BALLS));
            return Behaviors.empty();
        });
    }

    private static double remote() {
        Balls.Counter counter = new Balls.Counter(THROWS / 4);
        try (Simulation simulation = Simulation.builder().seed(1).build()) {
            var ping = simulation
                    .addHost("n1", HostSpec.defaults())
                    .boot(services -> Balls.player(counter));
            var pong = simulation
                    .addHost("n2", HostSpec.defaults())
                    .boot(services -> Balls.player(counter));
            ping.tell(new Balls.Serve(pong, BALLS));
            Stopwatch watch = Stopwatch.start();
            while (!counter.isDone()) {
                simulation.runFor(100_000_000);
            }
            return counter.count() * 1e9 / watch.cpuNanos();
        }
    }

    /** Virtual seconds per wall second of hosts that only tick. */
    private static double idleHosts(int hosts, int periodMillis, int virtualSeconds) {
        try (Simulation simulation = Simulation.builder().seed(1).build()) {
            for (int i = 1; i <= hosts; i++) {
                simulation
                        .addHost("n" + i, HostSpec.defaults())
                        .boot(services -> ticking(Duration.ofMillis(periodMillis)));
            }
            simulation.runFor(virtualSeconds * 1_000_000_000L);
            Stopwatch watch = Stopwatch.start();
            simulation.runFor(virtualSeconds * 1_000_000_000L);
            return virtualSeconds * 1e9 / watch.cpuNanos();
        }
    }

    private static Behavior<String> ticking(Duration period) {
        return Behaviors.withTimers(timers -> {
            timers.startTimerAtFixedRate("tick", period);
            return Behaviors.receiveMessage(tick -> Behaviors.same());
        });
    }

    private static double bootSeconds(int hosts) {
        Stopwatch watch = Stopwatch.start();
        try (Simulation simulation = Simulation.builder().seed(1).build()) {
            for (int i = 1; i <= hosts; i++) {
                simulation
                        .addHost("n" + i, HostSpec.defaults())
                        .boot(services -> ticking(Duration.ofMillis(100)));
            }
        }
        return watch.cpuNanos() / 1e9;
    }
}
