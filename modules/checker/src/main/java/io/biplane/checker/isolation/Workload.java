package io.biplane.checker.isolation;

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

    /** The first word of a step that writes. */
    String writeWord() {
        return writeWord;
    }
}
