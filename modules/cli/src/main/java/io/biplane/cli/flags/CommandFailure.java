package io.biplane.cli.flags;

import io.biplane.cli.ExitCode;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** A command cannot do what it was asked to; the message says why in the user's terms. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    public CommandFailure(ExitCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** Wrong usage. */
    public static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }

    /** A file or folder cannot be read or written; the system's exceptions often name nothing but it. */
    public static CommandFailure of(String what, IOException failure) {
        String reason = failure instanceof NoSuchFileException
                ? ": there is no such file or folder"
                : failure instanceof AccessDeniedException
                        ? ": permission denied"
                        : failure instanceof FileAlreadyExistsException
                                ? ": a file is in the way"
                                : "";
        return usage(what + ": " + failure.getMessage() + reason);
    }

    public ExitCode code() {
        return code;
    }
}
