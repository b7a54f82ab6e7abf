package io.biplane.cli.command;

import io.biplane.cli.ExitCode;

/** A command cannot do what it was asked to; the message says why in the user's terms. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    CommandFailure(ExitCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** Wrong usage. */
    static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }

    ExitCode code() {
        return code;
    }
}
