package io.biplane.cli.command;

import io.biplane.cli.CliEnvironment;
import io.biplane.raft.truth.Truth;

import java.util.Locale;

/**
 * Tells on standard error how far the truth gates are: a line that moves on a terminal, otherwise a
 * line each tenth, so that a log shows that something goes on.
 */
final class TruthProgress implements Truth.Progress {
    private static final String WIPE = "\r\u001b[2K";

    private final CliEnvironment surroundings;
    private final boolean moves;
    /** Tenths told so far; -1 before the first line. */
    private int tenths = -1;

    TruthProgress(CliEnvironment surroundings) {
        this.surroundings = surroundings;
        this.moves = surroundings.isTerminal(2) && !surroundings.isBuildServer();
    }

    @Override
    public void measuring(String cell, int done, int total) {
        int tenth = 10 * done / total;
        if (!moves && tenth == tenths) {
            return;
        }
        tenths = tenth;
        String text =
                String.format(Locale.ROOT, "truth: %d of %d cells, now %s", done, total, cell);
        print(moves ? WIPE + text : text + "\n");
    }

    /** Wipes the moving line: results follow. */
    void end() {
        if (moves) {
            print(WIPE);
        }
    }

    private void print(String text) {
        surroundings.err().print(text);
        surroundings.err().flush();
    }
}
