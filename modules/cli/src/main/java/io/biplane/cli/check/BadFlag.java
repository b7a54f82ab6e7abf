package io.biplane.cli.check;

/** What the user gave cannot be meant; the message says why and what could. */
public final class BadFlag extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadFlag(String message) {
        super(message, null, false, false);
    }
}
