package io.biplane.raft.golden;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A golden file: prose, then commands, {@code ----}, the expected output, an empty line, and so on.
 *
 * <pre>
 * # Prose, any number of lines.
 *
 * command word key=value
 * another command
 * ----
 * what they print, together
 * </pre>
 *
 * A command block without output prints {@code ok}. Output holds no empty lines.
 */
record GoldenFile(List<String> lines) {
    static GoldenFile read(Path path) {
        try {
            return new GoldenFile(Files.readAllLines(path, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + path, e);
        }
    }

    void write(Path path) {
        try {
            Files.writeString(path, text(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write " + path, e);
        }
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    /** The same story with the output that {@code player} gives to each command. */
    GoldenFile played(Function<String, String> player) {
        List<String> result = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        boolean inOutput = false;
        for (String line : lines) {
            if (inOutput) {
                inOutput = !line.isBlank();
                if (!inOutput) {
                    result.add(line);
                }
            } else if (line.equals("----")) {
                result.add(line);
                result.addAll(play(commands, player));
                commands.clear();
                inOutput = true;
            } else {
                result.add(line);
                if (!line.isBlank() && !line.startsWith("#")) {
                    commands.add(line);
                }
            }
        }
        if (!commands.isEmpty()) {
            throw new IllegalStateException("commands without ---- : " + commands);
        }
        return new GoldenFile(result);
    }

    private static List<String> play(List<String> commands, Function<String, String> player) {
        StringBuilder output = new StringBuilder();
        for (String command : commands) {
            output.append(player.apply(command));
        }
        return output.isEmpty() ? List.of("ok") : output.toString().lines().toList();
    }
}
