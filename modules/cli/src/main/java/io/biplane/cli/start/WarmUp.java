package io.biplane.cli.start;

import akka.actor.typed.javadsl.Behaviors;

import io.biplane.kernel.sim.HostSpec;
import io.biplane.kernel.sim.Simulation;
import io.biplane.storage.chronicle.ChronicleEntries;
import io.biplane.storage.chronicle.ChronicleSizing;

import java.util.List;
import java.util.Optional;

/**
 * While the command line and the scenario are read, a second processor has nothing to do. So it boots a machine that belongs to
 * nobody and makes a map, whereby what each run needs first is loaded and linked: Akka, its configuration, Chronicle Map.
 *
 * <p>Simulations share nothing, so those of the run do not know of it.
 */
public final class WarmUp {
    private static final List<String> COMMANDS = List.of("run", "replay", "report");

    private final Optional<Thread> thread;

    private WarmUp(Optional<Thread> thread) {
        this.thread = thread;
    }

    /** Begins it for a command that will simulate, on a thread that does not keep the process. */
    public static WarmUp begin(String[] arguments) {
        boolean simulates = arguments.length > 1 && COMMANDS.contains(arguments[0]);
        if (!simulates || Runtime.getRuntime().availableProcessors() < 2) {
            return new WarmUp(Optional.empty());
        }
        Thread thread = new Thread(WarmUp::run, "biplane-warm-up");
        thread.setDaemon(true);
        // What fails here fails in the run as well, where it is told.
        thread.setUncaughtExceptionHandler((failed, failure) -> {});
        thread.start();
        return new WarmUp(Optional.of(thread));
    }

    /**
     * Waits for its end. What it still loads is needed now; and SLF4J warns when a second thread logs while a first one sets
     * logging up.
     */
    public void await() {
        if (thread.isPresent()) {
            try {
                thread.get().join();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void run() {
        try (Simulation simulation = Simulation.builder().seed(1).build()) {
            simulation.addHost("nobody", HostSpec.defaults()).boot(services -> Behaviors.empty());
        }
        ChronicleEntries.inMemory(ChronicleSizing.SIMULATED_ENGINE).close();
    }
}
