package io.biplane.checker.isolation;

import java.util.Locale;

/** What transactions do. */
public enum Workload {
    /** Append to lists and read them. */
    LIST_APPEND("append"),
    /** Write registers and read them. */
    RW_REGISTER("w");

    private final String writeWord;

    Workload(String writeWord) {
        this.writeWord = writeWord;
    }

    /** Its name: {@code list-append}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The first word of a step that writes. */
    public String writeWord() {
        return writeWord;
    }
}
