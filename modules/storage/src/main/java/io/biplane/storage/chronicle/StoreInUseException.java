package io.biplane.storage.chronicle;

import java.nio.file.Path;

/**
 * A store's files are in use by another process, or by another store of this one. The text names the owner, since when, and the
 * remedy; what is in the files was not touched.
 */
public final class StoreInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StoreInUseException(String message) {
        super(message);
    }

    static StoreInUseException of(Path lock, String owner, String since) {
        String file = lock.getFileName().toString();
        String name = file.substring(0, file.length() - ".lock".length());
        // Between locking and writing its name an owner is nameless.
        String who = owner.isEmpty() ? "a process that is just opening it" : owner;
        return new StoreInUseException("the " + name + " in " + lock.getParent() + " is in use by "
                + who + ", since " + since + ": end that use, or give each process a directory of "
                + "its own (the lock on " + file
                + " ends with its owner; there is nothing to delete)");
    }
}
