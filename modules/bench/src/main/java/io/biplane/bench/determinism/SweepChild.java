package io.biplane.bench.determinism;

import io.biplane.scenario.language.InvalidScenario;
import io.biplane.testbed.fingerprint.RunFingerprint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * One of the two processes of a sweep: runs a list of jobs, one after another in this JVM, and
 * appends what each came to. Started by {@link Sweep} only.
 */
public final class SweepChild {
    private SweepChild() {}

    /** Runs: {@code JOBS LOG SCRATCH}, the files to read and to append to, and a folder to use. */
    public static void main(String[] arguments) throws IOException, InvalidScenario {
        Locale.setDefault(Locale.ROOT);
        run(
                Job.read(Path.of(arguments[0])),
                new SweepLog(Path.of(arguments[1])),
                Path.of(arguments[2]));
        // A simulation leaves no threads behind; were it to, they must not hold the sweep up.
        System.exit(0);
    }

    /** Makes all runs of a list, in its order. */
    static void run(List<Job> jobs, SweepLog log, Path scratch)
            throws IOException, InvalidScenario {
        int number = 0;
        for (Job job : jobs) {
            Path folder = scratch.resolve(String.valueOf(number++));
            RunFingerprint run = RunFingerprint.of(job.file(), job.seed(), folder);
            run.crash().ifPresent(crash -> {
                System.err.println(job.name());
                crash.printStackTrace();
            });
            log.append(job, run);
        }
    }
}
