package io.biplane.storage.example;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;

import com.typesafe.config.ConfigFactory;

import java.time.Duration;

/** Somebody's guest book (plain Akka Persistence), kept in files: {@code GuestBook DIRECTORY NAME} signs it and shows it. */
public final class GuestBook extends EventSourcedBehavior<GuestBook.Sign, String, String> {
    record Sign(String name, ActorRef<String> replyTo) {}

    GuestBook() {
        super(PersistenceId.ofUniqueId("guest-book"));
    }

    @Override
    public String emptyState() {
        return "";
    }

    @Override
    public CommandHandler<Sign, String, String> commandHandler() {
        return (names, sign) ->
                Effect().persist(sign.name()).thenReply(sign.replyTo(), signed -> signed);
    }

    @Override
    public EventHandler<String, String> eventHandler() {
        return (names, name) -> names + name + "\n";
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(100, 2).withDeleteEventsOnSnapshot();
    }

    public static void main(String[] arguments) throws Exception {
        var settings = ConfigFactory.parseString("""
                akka.persistence.journal.plugin = "biplane.persistence.journal"
                akka.persistence.snapshot-store.plugin = "biplane.persistence.snapshot-store"
                biplane.persistence.directory = "%s"
                """.formatted(arguments[0]));
        var book = ActorSystem.create(
                new GuestBook(), "guest-book", settings.withFallback(ConfigFactory.load()));
        var names = AskPattern.<Sign, String>ask(
                book,
                replyTo -> new Sign(arguments[1], replyTo),
                Duration.ofMinutes(1),
                book.scheduler());
        System.out.print(names.toCompletableFuture().get());
        book.terminate();
        book.getWhenTerminated().toCompletableFuture().get();
    }
}
