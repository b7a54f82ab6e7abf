package io.biplane.cli.check;

import io.biplane.checker.draw.Timeline;
import io.biplane.checker.verdict.Anomaly;
import io.biplane.checker.verdict.Verdict;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the pictures of anomalies. */
public final class Drawings {
    private final Path target;
    /** Pictures written so far; a file takes the first only. */
    private int written;

    /** Into a file if the name ends in {@code .svg}, else into a folder, which is made. */
    public Drawings(Path target) {
        this.target = target;
    }

    private boolean isFile() {
        return target.toString().toLowerCase(Locale.ROOT).endsWith(".svg")
                && !Files.isDirectory(target);
    }

    /**
     * Draws a verdict's anomalies.
     *
     * @param name of the model, part of names in a folder
     * @return by anomaly, in order: where it was drawn; shorter if not all were
     */
    public List<String> draw(String name, Verdict verdict) throws IOException {
        List<String> drawn = new ArrayList<>();
        for (Anomaly anomaly : verdict.anomalies()) {
            if (isFile() && written > 0) {
                return drawn;
            }
            written++;
            Path file = isFile() ? target : target.resolve(fileName(name, anomaly));
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            Files.writeString(file, Timeline.svg(anomaly), StandardCharsets.UTF_8);
            drawn.add(file.toString());
        }
        return drawn;
    }

    private String fileName(String name, Anomaly anomaly) {
        return String.format(
                Locale.ROOT,
                "%s-%02d-%s.svg",
                name.replaceAll("[^A-Za-z0-9.-]", "-"),
                written,
                anomaly.kind());
    }
}
