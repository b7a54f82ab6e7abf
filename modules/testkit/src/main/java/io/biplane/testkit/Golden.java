package io.biplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files whose content a test prints. With {@code -Dgolden.rewrite=true} they are written anew, and
 * the test still fails, so that a rewrite never passes unseen.
 */
public final class Golden {
    private Golden() {}

    /** Compares what a test printed with a file. */
    public static void check(Path file, String printed) throws IOException {
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, printed, StandardCharsets.UTF_8);
            fail("rewrote " + file);
        }
        assertThat(printed)
                .as("%s; rewrite it with -Dgolden.rewrite=true and explain each changed line", file)
                .isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
    }
}
