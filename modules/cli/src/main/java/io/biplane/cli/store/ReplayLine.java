package io.biplane.cli.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content of {@code replay.txt}: one line that can be pasted, with what identifies the run
 * behind a {@code #}.
 *
 * @param command what to type
 * @param file of the scenario
 * @param seed of the run
 * @param buildId that ran it
 * @param digests of the traces, one a variant
 */
public record ReplayLine(
        String command, String file, long seed, String buildId, List<String> digests) {
    private static final String NAME = "replay.txt";

    private static final Pattern LINE = Pattern.compile(
            "(biplane replay (\\S+) .*?)\\s+# seed=(\\d+) build=(\\S+) trace=(\\S*)\\s*");

    public ReplayLine {
        digests = List.copyOf(digests);
    }

    /** The flags that changed the scenario, as they were typed. */
    public List<String> overrides() {
        String flags = command.substring(
                command.indexOf(" --seed " + seed) + (" --seed " + seed).length());
        return flags.isBlank() ? List.of() : List.of(flags.strip());
    }

    /** Writes it into a run's folder. */
    public void write(RunFolder folder) throws IOException {
        folder.write(
                NAME,
                command + "  # seed=" + seed + " build=" + buildId + " trace="
                        + String.join(",", digests) + "\n");
    }

    /** Reads it from a run's folder; empty when there is none, or it is not such a line. */
    public static Optional<ReplayLine> read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Matcher line = LINE.matcher(Files.readString(file, StandardCharsets.UTF_8));
        return line.matches()
                ? Optional.of(new ReplayLine(
                        line.group(1),
                        line.group(2),
                        Long.parseLong(line.group(3)),
                        line.group(4),
                        Arrays.stream(line.group(5).split(","))
                                .filter(digest -> !digest.isEmpty())
                                .toList()))
                : Optional.empty();
    }
}
