package io.biplane.storage.chronicle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The small file beside a map's file: how the map was laid out (recovery needs the same sizing) and whether it was closed
 * in order. Written to a new file and renamed over the old one, so it is always whole.
 *
 * <pre>
 *   (none) --create--> open --close--> clean --open--> open
 *                       |
 *                       +--killed, then opened--> recovered, open
 * </pre>
 *
 * @param sizing of the map's file
 * @param clean whether the map was closed in order and not opened since
 */
record FileState(ChronicleSizing sizing, boolean clean) {
    private static final String FORMAT = "biplane-map-1";

    static FileState read(Path path) {
        try {
            List<String> lines = Files.readAllLines(path, UTF_8);
            if (lines.size() != 6 || !lines.get(0).equals(FORMAT)) {
                throw new IllegalStateException(path + " is no state file of this version");
            }
            ChronicleSizing sizing = new ChronicleSizing(
                    Long.parseLong(lines.get(1)),
                    Integer.parseInt(lines.get(2)),
                    Integer.parseInt(lines.get(3)),
                    Double.parseDouble(lines.get(4)));
            return new FileState(sizing, lines.get(5).equals("clean"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    void write(Path path) {
        List<String> lines = List.of(
                FORMAT,
                Long.toString(sizing.entries()),
                Integer.toString(sizing.averageKeyBytes()),
                Integer.toString(sizing.averageValueBytes()),
                Double.toString(sizing.bloatFactor()),
                clean ? "clean" : "open");
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.write(fresh, lines, UTF_8);
            Files.move(
                    fresh,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }
}
