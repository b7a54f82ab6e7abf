package io.biplane.scenario.language.syntax;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes a tree as YAML that reads back to the same tree: block style outside, flow style for small
 * lists.
 */
public final class TreeWriter {
    /** Text that needs no quotes anywhere, flow lists included. */
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z0-9<(/.+-][A-Za-z0-9_ ./()<>=%±µ#+-]*(?<! )");

    private static final Pattern SPECIAL =
            Pattern.compile("-.*|.* #.*|null|true|false|[-+]?[0-9.]+([eE][-+]?[0-9]+)?|.*\\s-|-");

    private TreeWriter() {}

    /** The text, with a line end at its end. */
    public static String write(Tree tree) {
        StringBuilder out = new StringBuilder();
        block(tree, 0, out);
        return out.toString();
    }

    private static void block(Tree tree, int indent, StringBuilder out) {
        if (tree instanceof Tree.Mapping mapping && !mapping.entries().isEmpty()) {
            for (Tree.Entry entry : mapping.entries()) {
                out.append(" ".repeat(indent)).append(scalar(entry.key())).append(':');
                value(entry.value(), indent, out);
            }
        } else if (tree instanceof Tree.Sequence sequence && !sequence.items().isEmpty()) {
            for (Tree item : sequence.items()) {
                out.append(" ".repeat(indent)).append("- ");
                StringBuilder text = new StringBuilder();
                if (isFlow(item)) {
                    text.append(flow(item)).append('\n');
                } else {
                    block(item, indent + 2, text);
                }
                out.append(text.toString().stripLeading());
            }
        } else {
            out.append(flow(tree)).append('\n');
        }
    }

    private static void value(Tree value, int indent, StringBuilder out) {
        if (isFlow(value)) {
            out.append(' ').append(flow(value)).append('\n');
        } else {
            out.append('\n');
            block(value, indent + 2, out);
        }
    }

    private static boolean isFlow(Tree tree) {
        if (tree instanceof Tree.Mapping mapping) {
            return mapping.entries().isEmpty();
        }
        return !(tree instanceof Tree.Sequence sequence)
                || sequence.items().stream().noneMatch(item -> item instanceof Tree.Mapping);
    }

    private static String flow(Tree tree) {
        if (tree instanceof Tree.Scalar scalar) {
            return scalar(scalar);
        }
        if (tree instanceof Tree.Sequence sequence) {
            List<String> items = sequence.items().stream().map(TreeWriter::flow).toList();
            return "[" + String.join(", ", items) + "]";
        }
        return "{}";
    }

    private static String scalar(Tree.Scalar scalar) {
        String text = scalar.text();
        boolean special = SPECIAL.matcher(text).matches();
        if (scalar.plain() && special && !text.startsWith("-") && !text.contains(" ")) {
            return text;
        }
        return PLAIN.matcher(text).matches() && !special ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
