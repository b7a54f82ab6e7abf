package io.biplane.raft.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.raft.config.Priority;
import io.biplane.raft.message.RaftMessage;
import io.biplane.raft.port.ProposalResult;
import io.biplane.raft.port.Role;
import io.biplane.raft.progress.ProgressState;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whatever the protocol can say or be occurs in some story, so that a new kind of message cannot come without one. */
class GoldenCoverageTest {
    private static final Path STORIES = Path.of("src/test/resources/golden");
    private static final Path PAGE =
            Path.of("src/test/java/io/biplane/raft/golden/package-info.java");

    private static String told;

    @BeforeAll
    static void readAll() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path story : stories()) {
            all.append(Files.readString(story)).append('\n');
        }
        told = all.toString();
    }

    private static List<Path> stories() throws IOException {
        try (Stream<Path> files = Files.list(STORIES)) {
            return files.sorted().toList();
        }
    }

    @Test
    void when_aKindOfMessageExists_then_aStoryDeliversIt() {
        assertMissing(
                Arrays.stream(RaftMessage.class.getPermittedSubclasses()),
                kind -> "->r\\d+ " + kind.getSimpleName() + " term");
    }

    @Test
    void when_aRoleOrAStateOfAFollowerExists_then_aStoryShowsIt() {
        assertMissing(Arrays.stream(Role.values()), role -> " is " + role + " in term");
        assertMissing(Arrays.stream(ProgressState.values()), state -> "r\\d+ " + state + " match");
    }

    @Test
    void when_aProposalCanBeRefused_then_aStoryShowsIt() {
        assertMissing(
                Arrays.stream(ProposalResult.Reason.values()), reason -> "refused: " + reason);
        assertThat(told).contains("not leader, try r", "not leader, try none");
    }

    @Test
    void when_aPriorityExists_then_aStoryGivesIt() {
        assertMissing(
                Arrays.stream(Priority.values()),
                priority -> "priority \\d+ " + priority.name().toLowerCase(Locale.ROOT));
    }

    private static <T> void assertMissing(
            Stream<T> all, java.util.function.Function<T, String> pattern) {
        List<T> missing = new ArrayList<>(all.filter(one ->
                        !Pattern.compile(pattern.apply(one)).matcher(told).find())
                .toList());
        assertThat(missing).as("in no story").isEmpty();
    }

    @Test
    void when_aStoryExists_then_thePageSaysWhatItShows() throws IOException {
        String page = Files.readString(PAGE);
        String list = page.substring(page.indexOf("<pre>"), page.indexOf("</pre>"));
        TreeSet<String> named = new TreeSet<>();
        Pattern.compile("\\b[a-z]+(?:_[a-z]+)*\\b")
                .matcher(list)
                .results()
                .forEach(word -> named.add(word.group()));
        TreeSet<String> missing = new TreeSet<>();
        for (Path story : stories()) {
            String name = story.getFileName().toString().replace(".txt", "");
            if (!named.contains(name)) {
                missing.add(name);
            }
        }
        assertThat(missing).as("stories the page does not name").isEmpty();
    }
}
