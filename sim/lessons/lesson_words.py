"""Words around the texts of a lesson, on the page Lessons and on the static site."""

from __future__ import annotations

THEMES = {
    "learning": "How a network learns",
    "window": "The window of plasticity",
    "stability": "What stays, what returns",
    "evidence": "What counts as evidence",
}
STEPS = ("Scene", "Predict", "Run", "Observe", "Explain", "Push", "Check")
PLAN_CAPTION = "The plan. What comes of it is not shown yet."
PARTIAL = "Stopped early: {done} of {wanted} runs. What follows rests on these only."
FITS = "That fits these runs. Why? And how could one break it?"
FITS_NOT = "These runs show something else. Look once more: what is missing?"
NO_ANSWER = "These runs fit none of the answers clearly. That happens with few runs."
MANY_EXPECT = "Many people expect that."
EXPLAIN_LABEL = "What happened, and why? One sentence"
MODEL_EXPLANATION = "One explanation"
IDEAS_LEAD = "Which of these ideas are in the sentence above?"
PUSH_LEAD = "One change, another run."
HOLDS, HOLDS_NOT = "Yes, it still holds.", "No, now it does not."
FLIPPED = "The change flipped the result."
NOT_FLIPPED = "In these runs the change did not flip the result. Few runs can do that."
CHECK_LEAD = "Two questions. Each answer is an idea, and each idea can be run."
CHECK = "Question {number}"
PREDICTS = "This idea predicts: {predicts}"
TRIED_FITS = "The runs agree with this idea. Try to break it in the Lab."
TRIED_FITS_NOT = "The runs do not agree with this idea. What is missing? Try another one."
CASE = "A worked case"
TASK = "Explain it"
LIMITS = "What this lesson leaves out"
LIKENESS = "Like and unlike"
WRONG_IDEAS = "Wrong ideas that this lesson answers"
EVIDENCE = "What is known outside the model"
RIVALS = "The ideas, and what is known"
SPEAKS_FOR, SPEAKS_AGAINST, NOT_KNOWN = "Speaks for it", "Speaks against it", "Not known"
IN_TOY = "In the toy network: {toy}"
