package io.biplane.cli.command;

import io.biplane.cli.CliEnvironment;
import io.biplane.cli.ExitCode;
import io.biplane.cli.Interruption;
import io.biplane.cli.flags.CommandFailure;
import io.biplane.cli.flags.ConsoleFlags;
import io.biplane.cli.flags.InspectFlags;
import io.biplane.cli.flags.RunFlags;
import io.biplane.cli.store.Aside;
import io.biplane.report.console.LiveConsole;
import io.biplane.report.console.Style;
import io.biplane.testbed.result.Inspection;
import io.biplane.testbed.result.RunHeader;
import io.biplane.testbed.result.RunRequest;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.VariantResult;

import java.io.IOException;
import java.util.Locale;

/** Runs something again up to an instant, to be looked at: rows or events are printed, nothing is stored or judged. */
final class Inspector {
    private final CliEnvironment surroundings;
    private final RunFlags runFlags;
    private final InspectFlags flags;
    private final Style style;

    Inspector(
            CliEnvironment surroundings,
            RunFlags runFlags,
            ConsoleFlags consoleFlags,
            InspectFlags flags) {
        this.surroundings = surroundings;
        this.runFlags = runFlags;
        this.flags = flags;
        this.style = consoleFlags.style(surroundings);
    }

    ExitCode run(RunHeader header) {
        Stepping stepping = new Stepping(surroundings, style);
        LiveConsole.Options shown = runFlags.console(surroundings, style);
        LiveConsole console = new LiveConsole(
                surroundings.out(), flags.isStepping() ? shown.withoutProgress() : shown);
        Inspection inspection = new Inspection(
                flags.isStepping() ? flags.fromNanos() : Long.MAX_VALUE,
                flags.untilNanos(),
                stepping);
        try (Aside aside = Aside.create();
                Interruption.Polling polling = surroundings.interruption().poll()) {
            RunRequest request = new RunRequest(
                            header,
                            aside.path(),
                            runFlags.displayEveryNanos(),
                            () -> surroundings.interruption().isRequested() || stepping.hasQuit())
                    .inspecting(inspection);
            RunResult result = surroundings.engine().get().run(request, console);
            result.variants().forEach(variant -> console.line(style.plain(end(variant))));
        } catch (IOException unwritable) {
            throw CommandFailure.of("cannot write", unwritable);
        }
        return surroundings.interruption().isRequested() ? ExitCode.INTERRUPTED : ExitCode.OK;
    }

    private static String end(VariantResult variant) {
        String label = variant.variant().label();
        return String.format(
                Locale.ROOT,
                "stopped%s at %.6fs, event %d, trace %s",
                label.isEmpty() ? "" : " " + label,
                variant.endedAtNanos() / 1e9,
                variant.eventCount(),
                variant.digest());
    }
}
