package io.biplane.scenario.language.syntax;

import io.biplane.scenario.source.Problem;
import io.biplane.scenario.source.SourcePosition;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one YAML document into a {@link Tree}. One instance a file. */
public final class TreeReader {
    /** Deeper than any scenario; ends recursive anchors. */
    private static final int DEPTH_MAX = 40;

    private final String file;
    private final List<String> lines;
    private final List<Problem> problems;

    private TreeReader(String file, String text, List<Problem> problems) {
        this.file = file;
        this.lines = text.lines().toList();
        this.problems = problems;
    }

    /**
     * The document, or empty when it cannot be read at all.
     *
     * @param file path for marks
     * @param problems gets every syntax problem and every duplicate key
     */
    public static Optional<Tree> read(String file, String text, List<Problem> problems) {
        return new TreeReader(file, text, problems).read(text);
    }

    private Optional<Tree> read(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setAllowDuplicateKeys(true)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                report(mark(1, 1), "the file is empty", "it has to begin with 'scenario: <title>'");
                return Optional.empty();
            }
            return Optional.of(convert(root.get(), 0));
        } catch (MarkedYamlEngineException notYaml) {
            reportSyntax(notYaml);
        } catch (YamlEngineException unreadable) {
            report(mark(1, 1), "not readable as YAML: " + firstLine(unreadable.getMessage()), "");
        }
        return Optional.empty();
    }

    private Tree convert(Node node, int depth) {
        SourcePosition mark = mark(node.getStartMark());
        if (depth > DEPTH_MAX) {
            report(
                    mark,
                    "nested more than " + DEPTH_MAX + " levels deep, or an anchor holds itself",
                    "");
            return new Tree.Broken(mark);
        }
        if (node instanceof ScalarNode scalar) {
            return new Tree.Scalar(
                    scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN, mark);
        }
        if (node instanceof SequenceNode sequence) {
            List<Tree> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(convert(item, depth + 1)));
            return new Tree.Sequence(items, mark);
        }
        return convertMapping((MappingNode) node, mark, depth);
    }

    private Tree convertMapping(MappingNode node, SourcePosition mark, int depth) {
        Map<String, Tree.Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            SourcePosition keyMark = mark(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                report(keyMark, "a key has to be a word, not a list or a mapping", "");
                continue;
            }
            Tree.Scalar key = new Tree.Scalar(
                    keyNode.getValue(), keyNode.getScalarStyle() == ScalarStyle.PLAIN, keyMark);
            Tree.Entry entry = new Tree.Entry(key, convert(tuple.getValueNode(), depth + 1));
            Tree.Entry first = entries.putIfAbsent(key.text(), entry);
            if (first != null) {
                report(
                        keyMark,
                        "duplicate key '" + key.text() + "'",
                        "it was set first at line " + first.key().mark().line()
                                + "; keep one of them");
            }
        }
        return new Tree.Mapping(new ArrayList<>(entries.values()), mark);
    }

    private void reportSyntax(MarkedYamlEngineException error) {
        SourcePosition mark = error.getProblemMark().map(this::mark).orElse(mark(1, 1));
        String problem = firstLine(String.valueOf(error.getProblem()));
        if (problem.equals("but found another document")) {
            report(mark, "another document begins here", "a scenario file holds one, so no '---'");
        } else {
            String opened = unclosed(error);
            report(mark, "not YAML: " + problem, opened.isEmpty() ? hint(mark) : opened);
        }
    }

    /** Where the bracket or quote begins that was not closed; empty when it is no such mistake. */
    private String unclosed(MarkedYamlEngineException error) {
        String context = String.valueOf(error.getContext());
        boolean opens = context.contains("flow sequence")
                || context.contains("flow mapping")
                || context.contains("quoted scalar");
        if (!opens || error.getContextMark().isEmpty()) {
            return "";
        }
        SourcePosition begin = mark(error.getContextMark());
        String rest = begin.snippet().substring(offset(begin));
        return rest.isEmpty()
                ? ""
                : "is the '" + rest.charAt(0) + "' at line " + begin.line() + ", column "
                        + begin.column() + ", closed?";
    }

    private String hint(SourcePosition mark) {
        String rest = mark.snippet().substring(offset(mark));
        if (rest.startsWith(">") || rest.startsWith("|") || mark.snippet().contains(": >")) {
            return "YAML reads a leading '>' as its own sign:"
                    + " write the bound in quotes, as in \"> 99%\"";
        }
        if (rest.startsWith("\t") || mark.snippet().startsWith("\t")) {
            return "YAML allows no tabs in front of a key: indent with spaces";
        }
        return rest.startsWith("@") || rest.startsWith("`") || rest.startsWith("%")
                ? "write text that begins with '" + rest.charAt(0) + "' in quotes"
                : "";
    }

    private static int offset(SourcePosition mark) {
        String snippet = mark.snippet();
        int codePoints = snippet.codePointCount(0, snippet.length());
        return snippet.offsetByCodePoints(0, Math.min(codePoints, mark.column() - 1));
    }

    private static String firstLine(String text) {
        return text.lines()
                .findFirst()
                .orElse("")
                .replaceAll("\\([0-9]+\\)", "")
                .replace("'\\t(TAB)'", "tab")
                .replaceAll("\\. \\(.*$", "");
    }

    private void report(SourcePosition mark, String message, String remedy) {
        problems.add(new Problem(
                mark,
                Problem.Kind.SYNTAX,
                message,
                remedy.isEmpty() ? Optional.empty() : Optional.of(remedy)));
    }

    private SourcePosition mark(Optional<org.snakeyaml.engine.v2.exceptions.Mark> mark) {
        return mark.map(this::mark).orElse(mark(1, 1));
    }

    private SourcePosition mark(org.snakeyaml.engine.v2.exceptions.Mark mark) {
        return mark(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private SourcePosition mark(int line, int column) {
        return new SourcePosition(
                file, line, column, line <= lines.size() ? lines.get(line - 1) : "");
    }
}
