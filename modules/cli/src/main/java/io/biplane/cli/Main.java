package io.biplane.cli;

import io.biplane.cli.command.BiplaneCommand;
import io.biplane.cli.start.Timings;
import io.biplane.cli.start.WarmUp;
import io.biplane.testbed.result.ScenarioEngine;

import sun.misc.Signal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.TreeMap;

/** Where the process begins. */
public final class Main {
    private Main() {}

    /** Runs the command and ends the process with its code. */
    public static void main(String[] arguments) {
        long beganAtMillis = System.currentTimeMillis();
        WarmUp warmUp = WarmUp.begin(arguments);
        // The user's locale changes nothing: numbers are printed one way, and Chronicle Map writes
        // Java whose names a Turkish locale spells otherwise (docs/decisions/0008).
        Locale.setDefault(Locale.ROOT);
        Interruption interruption = new Interruption();
        CliEnvironment surroundings = new CliEnvironment(
                System.in,
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                new TreeMap<>(System.getenv()),
                interruption,
                Instant::now,
                System::nanoTime,
                () -> engine(warmUp),
                new Timings(System::nanoTime, () -> beganAtMillis - virtualMachineAtMillis()));
        Thread hook = new Thread(
                () -> {
                    try {
                        interruption.requestAndWaitIfHeeded();
                    } catch (InterruptedException again) {
                        Thread.currentThread().interrupt();
                    }
                },
                "biplane-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        handleCtrlC(interruption, surroundings.err());
        int code = BiplaneCommand.execute(surroundings, arguments);
        surroundings.out().flush();
        surroundings.err().flush();
        interruption.finish();
        System.exit(code);
    }

    /** Without a handler of its own the virtual machine would take a second Ctrl-C for nothing. */
    private static void handleCtrlC(Interruption interruption, PrintStream err) {
        Signal.handle(new Signal("INT"), signal -> {
            if (interruption.signal() == Interruption.Effect.END_NOW) {
                Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
            }
            err.print(
                    "\nbiplane: ending the run and writing its report; Ctrl-C again ends at once\n");
            err.flush();
        });
    }

    /** Asked by {@code --timings} only: what tells it takes a while to load. */
    private static long virtualMachineAtMillis() {
        return ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    private static ScenarioEngine engine(WarmUp warmUp) {
        warmUp.await();
        return ScenarioEngine.installed()
                .orElseThrow(() -> new IllegalStateException("no engine is on the class path"));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
