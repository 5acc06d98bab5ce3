package dev.souk.local.demo;

import dev.souk.local.Platform;
import java.io.PrintWriter;

/** Three scenes that every shop must play well. */
public final class Demo {

    private final Story story;
    private final Stage stage;

    public Demo(Platform platform, PrintWriter out) {
        this.story = new Story(out);
        this.stage = new Stage(platform, story);
    }

    /** Whether everything ended as it should. */
    public boolean play() {
        story.scene("A good order", new GoodOrder(stage, story)::play);
        story.scene("A declined card", new DeclinedCard(stage, story)::play);
        story.scene("Ten buyers for three pieces", new Race(stage, story)::play);
        return story.wentWell();
    }
}
