"""What texts mean, told by a small language model: what the words of a query do not say is read from whole sentences.

Both engines find and rank by words; the first pages are then put into order by meaning too (`order`). Without the
model (`model.is_there`) the order by words stays.
"""
