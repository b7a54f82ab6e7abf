package io.biplane.scenario.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One combination of the values of a scenario's {@code compare} block.
 *
 * @param choices path and value of each compared key, in file order; empty when nothing is compared
 */
public record Variant(List<Choice> choices) {
    /** The only variant of a file without {@code compare}. */
    public static final Variant ONLY = new Variant(List.of());

    public Variant {
        choices = List.copyOf(choices);
    }

    /** One compared key and its value here. */
    public record Choice(String path, String value) {
        /** Last word of the path and the value: {@code virtualized=true}. */
        public String label() {
            return path.substring(path.lastIndexOf('.') + 1) + "=" + value;
        }
    }

    /** Such as {@code virtualized=true}; empty for {@link #ONLY}. Usable in a file name. */
    public String label() {
        return choices.stream().map(Choice::label).collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        return label();
    }
}
