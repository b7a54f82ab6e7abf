package io.biplane.scenario.language.schema;

import io.biplane.scenario.language.syntax.Tree;
import io.biplane.scenario.source.SourcePosition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A section that was read: values by key. Made by {@link SectionShape}. */
public final class Fields {
    private final SourcePosition mark;
    private final Map<String, SourcePosition> marks;
    private final Map<String, Object> values;
    private final ReadContext context;

    /** Keys under which something failed to read; an empty name stands for the section itself. */
    private final List<String> broken;

    Fields(
            SourcePosition mark,
            Map<String, SourcePosition> marks,
            Map<String, Object> values,
            List<String> broken,
            ReadContext context) {
        this.mark = mark;
        this.marks = marks;
        this.values = values;
        this.broken = broken;
        this.context = context;
    }

    /** Whether anything in the section failed to read, so that its meaning cannot be judged. */
    public boolean isBroken() {
        return !broken.isEmpty();
    }

    /** Whether anything under the key failed to read. */
    public boolean isBroken(Key<?> key) {
        return broken.contains(key.name());
    }

    /**
     * Whether {@link #value} is what the writer means: read without problems, or left out where no other key can be this one
     * misspelt.
     */
    public boolean isSure(Key<?> key) {
        return has(key) ? !isBroken(key) : marks.keySet().containsAll(broken);
    }

    /** Where the section begins. */
    public SourcePosition mark() {
        return mark;
    }

    /** Whether the key was written. */
    public boolean has(Key<?> key) {
        return marks.containsKey(key.name());
    }

    /** Where the key's value stands; the section's mark when it was left out. */
    public SourcePosition mark(Key<?> key) {
        return marks.getOrDefault(key.name(), mark);
    }

    /** Value of a required or defaulted key; a sample when it had a problem. */
    public <T> T value(Key<T> key) {
        Optional<T> written = optional(key);
        if (written.isPresent()) {
            return written.get();
        }
        if (has(key) || key.defaultText().isEmpty()) {
            return key.shape().sample();
        }
        Tree text = new Tree.Scalar(key.defaultText().get(), true, mark);
        return key.shape()
                .read(text, context)
                .orElseThrow(() -> new IllegalStateException(
                        "the default of key " + key.name() + " is not valid"));
    }

    /** Value of a key that was written without problems. */
    @SuppressWarnings("unchecked") // SectionShape put it there by reading this very key's shape
    public <T> Optional<T> optional(Key<T> key) {
        return Optional.ofNullable((T) values.get(key.name()));
    }
}
